import { z } from 'zod';
import type { Library } from '../library/library';

/** How fast this machine trains the article's network. */
const speedSchema = z.strictObject({
  /** Training alone: no start, no checkpoints, no evaluation. */
  imagesPerSecond: z.number().gt(0),
  /** Most memory the process that did so has held, in megabytes (10⁶ bytes). */
  megabytes: z.number().gt(0),
  threads: z.int().min(1),
  /** The processor it was measured on: a library can be moved. */
  cpu: z.string(),
  /** Milliseconds since 1970. */
  measuredAt: z.number(),
});
export type Speed = Readonly<z.output<typeof speedSchema>>;

const KEY = 'speed';

/** The last measurement made on `cpu` (as `os.cpus()` names it) with that many threads; null where there is none. */
export function readSpeed(library: Library, cpu: string, threads: number): Speed | null {
  const { data } = speedSchema.safeParse(library.settings.get(KEY));
  return data?.cpu === cpu && data.threads === threads ? data : null;
}

export function writeSpeed(library: Library, speed: Speed): void {
  library.settings.set(KEY, speed);
}

import { machine } from '../../bench/machine';
import { median } from '../../bench/statistics';
import { PIXELS } from '../../src/core/network/types';
import { MANY } from './many-images';
import type { Seen } from './watched-training';

/** Minutes since the start of a long training whose medians are compared, from and to. */
const EARLY = [5, 10] as const;
const LATE = [25, 30] as const;
export const LONG_MINUTES = LATE[1];
/** What they may differ by. */
const MOST_GROWTH = 20e6;
/** What 700,000 images may take beside their own bytes. */
export const MOST_BESIDE = 1e9;

export interface Proofs {
  /** One epoch of MNIST, and of `MANY` images. */
  readonly usual: Seen;
  readonly many: Seen;
  readonly long: Seen;
}

/** The most memory of a training, but for the pixels themselves. */
export const beside = ({ peakBytes, examples }: Seen): number => peakBytes - examples * PIXELS;

/** docs/memory.md, and whether what it claims holds. */
export function documentOf({ usual, many, long }: Proofs): { document: string; passed: boolean } {
  const [early, late] = [medianOf(long, EARLY), medianOf(long, LATE)];
  const passed = Math.abs(late - early) < MOST_GROWTH && beside(many) < MOST_BESIDE;
  const { processor, cores, memoryGb, system, node } = machine();
  const fives = Array.from({ length: LATE[1] / 5 }, (_, i) => [5 * i, 5 * i + 5] as const);
  return {
    passed,
    document: `# Memory

Written by \`npm run test:memory\` on ${new Date().toISOString().slice(0, 10)}. ${processor}, ${cores} cores, ${memoryGb} GB; ${system}; Node ${node}; one thread a training. Memory is the resident memory of the worker (VmRSS, its peak VmHWM), the process that trains, looked at every second; the built worker under the supervisor that app and command line use.

## Half an hour

Inkling's recipe \`distorted\` (784-1000-500-10, distortions made in a second thread, averaged weights, 5,000 digits held back and measured every epoch): ${long.epochs} epochs and ${long.steps.toLocaleString('en')} steps in ${LATE[1]} minutes, with a checkpoint every five seconds at the latest.

**The median of minutes ${EARLY.join('–')} is ${mb(early)}, that of minutes ${LATE.join('–')} ${mb(late)}: ${Math.abs(late - early) < MOST_GROWTH ? 'they differ by less than' : 'they do NOT differ by less than'} ${mb(MOST_GROWTH)}.**

${table(
  ['minutes', 'median', 'most'],
  fives.map((minutes) => [
    minutes.join('–'),
    mb(medianOf(long, minutes)),
    mb(Math.max(...between(long, minutes))),
  ]),
)}

## ${MANY.toLocaleString('en')} images

MNIST's training digits over and over, one epoch of the article's recipe. As float32 the pixels alone would be ${mb(MANY * PIXELS * 4)}.

${table(
  ['images', 'their pixels as bytes', "the worker's most", 'beside the pixels'],
  [usual, many].map((seen) => [
    seen.examples.toLocaleString('en'),
    mb(seen.examples * PIXELS),
    mb(seen.peakBytes),
    mb(beside(seen)),
  ]),
)}
`,
  };
}

function between({ looks }: Seen, [from, to]: readonly [number, number]): number[] {
  return looks
    .filter(({ milliseconds: ms }) => ms >= from * 60_000 && ms < to * 60_000)
    .map(({ bytes }) => bytes);
}

const medianOf = (seen: Seen, minutes: readonly [number, number]) => median(between(seen, minutes));
const mb = (bytes: number) => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join(
    '\n',
  );
}

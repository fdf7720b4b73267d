import { join } from 'node:path';
import type { OneDigit } from './one-digit';
import type { Place } from './place';
import { runProgram } from './program';

/** How long it takes to read digits, from pixels 0–255 to probabilities. Seconds, medians. */
export interface Reading {
  readonly version: string;
  readonly setting: string;
  readonly one: number;
  readonly tenThousand: number;
}

export interface Readings {
  readonly inkling: OneDigit;
  readonly jax: readonly Reading[];
  readonly torch: readonly Reading[];
}

export async function timeReadings(place: Place, core: number | null): Promise<Readings> {
  const peer = async (name: string, file: string): Promise<Reading[]> => {
    const found = place.peers[name];
    if (place.python === null || found === undefined || 'missing' in found) return [];
    const { events } = await runProgram({
      command: place.python,
      args: [join(place.peerPrograms, file)],
      env: {
        PYTHONPATH: found.folder,
        TORCHINDUCTOR_CACHE_DIR: join(place.scratch, 'torchinductor'),
      },
      core,
    });
    return events as unknown as Reading[];
  };
  const ours = await runProgram({
    command: process.execPath,
    args: [join(place.checkout, 'bench/measure.mjs'), 'bench/one-digit.ts'],
    core,
  });
  return {
    inkling: ours.events[0] as unknown as OneDigit,
    jax: await peer('jax', 'infer_jax.py'),
    torch: await peer('torch', 'infer_torch.py'),
  };
}

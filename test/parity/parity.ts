import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { LabelledImages } from '../../src/core/data/dataset';
import { readCase, Unsupported, type ReferenceCase } from './case';
import { runCase } from './run-case';

/** Above this a case has failed: float32 sums in another order differ by some 1e-6 after a hundred steps. */
export const TOLERANCE = 1e-4;

/** The cases of a folder: every NAME.json that has a NAME.init.bin beside it. */
export function caseFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .filter((file) => existsSync(join(folder, `${basename(file, '.json')}.init.bin`)))
    .sort()
    .map((file) => join(folder, file));
}

/** Runs every case of a folder, says a line of each, and gives the number that are unsupported or differ by more than the tolerance. */
export async function parity(
  folder: string,
  mnist: LabelledImages,
  say: (line: string) => void,
): Promise<number> {
  let failed = 0;
  const files = caseFiles(folder);
  if (files.length === 0) {
    say(`${folder} holds no case: expected NAME.json with NAME.init.bin and NAME.final.bin.`);
    return 1;
  }
  for (const file of files) {
    const name = basename(file, '.json');
    let reference: ReferenceCase;
    try {
      reference = readCase(file);
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      say(`${name} unsupported: ${error.message}`);
      failed++;
      continue;
    }
    const { loss, weights, probabilities } = await runCase(reference, mnist);
    const figures = [loss, weights, probabilities].map((d) => d.toExponential(1));
    say(`${name} loss ${figures[0]} weights ${figures[1]} probabilities ${figures[2]}`);
    if (!(Math.max(loss, weights, probabilities) <= TOLERANCE)) failed++;
  }
  return failed;
}

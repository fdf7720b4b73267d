import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { presetById } from '../../src/core/recipe/presets';
import { buildCli } from '../support/built-cli';
import { beside, documentOf, LONG_MINUTES, MOST_BESIDE } from './document';
import { writeManyImages } from './many-images';
import { watchTraining, type Seen, type Watched } from './watched-training';

export interface MemoryOptions {
  /** Leaves the long training out: a minute in place of half an hour. */
  readonly quick: boolean;
}

/** @throws Error that says what is wrong with the arguments */
export function optionsOf(args: readonly string[]): MemoryOptions {
  return parseArgs({
    args: [...args],
    options: { quick: { type: 'boolean', default: false } },
  }).values;
}

/**
 * Watches the worker's memory through trainings.
 * @returns the document (null of a quick one), and whether everything the proof asks for holds
 */
export async function testMemory(
  mnist: string,
  { quick }: MemoryOptions,
  say: (line: string) => void,
): Promise<{ document: string | null; passed: boolean }> {
  const built = await buildCli();
  const folder = writeManyImages(mnist);
  const watch = async (what: Watched): Promise<Seen> => {
    const seen = await watchTraining(built.worker, what);
    say(
      `${what.recipe.name}, ${seen.examples} images: ${seen.steps} steps, at most ${Math.round(seen.peakBytes / 1e6)} MB`,
    );
    return seen;
  };
  try {
    const once = { ...presetById('article')!.recipe, epochs: 1 };
    const usual = await watch({ recipe: once, mnist, milliseconds: null });
    const many = await watch({ recipe: once, mnist: folder, milliseconds: null });
    if (quick) return { document: null, passed: beside(many) < MOST_BESIDE };
    const recipe = { ...presetById('distorted')!.recipe, epochs: 1000 };
    const long = await watch({ recipe, mnist, milliseconds: LONG_MINUTES * 60_000 });
    return documentOf({ usual, many, long });
  } finally {
    rmSync(folder, { recursive: true, force: true });
    built.remove();
  }
}

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFork } from '../../src/cli/node-fork';
import { UserError } from '../../src/core/errors';
import { parseRecipeJson } from '../../src/core/recipe/parse';
import type { Recipe } from '../../src/core/recipe/schema';
import type { JobArgs, JobResult } from '../../src/jobs/registry';
import type { JobHost } from '../../src/jobs/protocol';
import { startJob } from '../../src/jobs/supervisor';

export type Finished = Extract<JobResult<'train'>, { outcome: 'finished' }>;

/** Where a study finds what it needs, and where it says how far it is. */
export interface StudyPlace {
  readonly checkout: string;
  /** Built file. */
  readonly worker: string;
  readonly mnist: string;
  readonly say: (line: string) => void;
}

/** Trainings at a time: one a core of the smallest machine this is meant for. */
const AT_ONCE = 2;

/** Trains as the command line does, into a library of its own that is removed at the end. */
export class Trainings {
  readonly #place: StudyPlace;
  readonly #library = mkdtempSync(join(tmpdir(), 'inkling-study-'));

  constructor(place: StudyPlace) {
    this.#place = place;
  }

  /** @throws UserError where it has come apart */
  async train(recipe: Recipe): Promise<Finished> {
    const { worker } = this.#place;
    const result = await startJob(nodeFork(worker), this.#host(), 'train', { recipe }).result;
    if (result.outcome !== 'finished') throw new Error(`${recipe.name}: ${result.outcome}`);
    return result;
  }

  /** What simpler methods make of a split, each with one look at the test set. */
  async baselines(args: JobArgs<'baselines'>): Promise<JobResult<'baselines'>> {
    return startJob(nodeFork(this.#place.worker), this.#host(), 'baselines', args).result;
  }

  /** All of them, some at a time; the answers in the order of the recipes. */
  trainAll(what: string, recipes: readonly Recipe[]): Promise<Finished[]> {
    return this.#each(what, recipes, (recipe) => this.train(recipe));
  }

  /** The same; null for those that have come apart. */
  tryAll(what: string, recipes: readonly Recipe[]): Promise<(Finished | null)[]> {
    return this.#each(what, recipes, async (recipe) => {
      try {
        return await this.train(recipe);
      } catch (error) {
        if (error instanceof UserError && error.code === 'training.exploded') return null;
        throw error;
      }
    });
  }

  async #each<R>(
    what: string,
    recipes: readonly Recipe[],
    train: (recipe: Recipe) => Promise<R>,
  ): Promise<R[]> {
    const results: R[] = [];
    let next = 0;
    let done = 0;
    const takeTurns = async (): Promise<void> => {
      while (next < recipes.length) {
        const i = next++;
        results[i] = await train(recipes[i]!);
        done++;
        if (done % 10 === 0 || done === recipes.length) {
          this.#place.say(`${what}: ${done} of ${recipes.length}`);
        }
      }
    };
    // All of them, so that none is still at work when the library goes.
    const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, takeTurns));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
    return results;
  }

  #host(): JobHost {
    const { checkout, mnist } = this.#place;
    const models = join(checkout, 'resources', 'models');
    return { library: this.#library, mnist, models, app: 'study' };
  }

  dispose(): void {
    rmSync(this.#library, { recursive: true, force: true });
  }
}

export function readRecipe(file: string): Recipe {
  return parseRecipeJson(readFileSync(file, 'utf8'), file);
}

/** A recipe once for each of these seeds. */
export const withSeeds = (recipe: Recipe, seeds: readonly number[]): Recipe[] =>
  seeds.map((seed) => ({ ...recipe, seed }));

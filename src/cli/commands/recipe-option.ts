import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UserError } from '../../core/errors';
import { parseRecipeJson } from '../../core/recipe/parse';
import { presetById, presets } from '../../core/recipe/presets';
import type { Recipe } from '../../core/recipe/schema';
import type { CommandContext } from './context';

interface RecipeOptions {
  readonly recipe?: string;
  readonly seed?: number;
  readonly epochs?: number;
}

/**
 * The recipe that --recipe names (the article's unless given), with --seed and --epochs in place of its own. A name that is
 * neither a preset's nor a file's is wrong usage; a file that holds no recipe is a UserError.
 */
export async function recipeFor(
  options: RecipeOptions,
  command: Command,
  { host, messages }: CommandContext,
): Promise<Recipe> {
  const given = options.recipe ?? 'article';
  const file = resolve(host.cwd, given);
  let recipe = presetById(given)?.recipe;
  if (recipe === undefined) {
    if (!existsSync(file)) {
      const names = presets.map(({ id }) => id).join(', ');
      command.error(messages.t('cli:usage.recipe', { given, names }));
    }
    recipe = fromFolder(parseRecipeJson(await readText(file), given), dirname(file));
  }
  return {
    ...recipe,
    seed: options.seed ?? recipe.seed,
    epochs: options.epochs ?? recipe.epochs,
  };
}

/** A recipe's paths start at its own file. */
function fromFolder(recipe: Recipe, folder: string): Recipe {
  const from = recipe.transfer?.from;
  if (recipe.transfer === null || from?.type !== 'file') return recipe;
  const path = resolve(folder, from.path);
  return { ...recipe, transfer: { ...recipe.transfer, from: { ...from, path } } };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError('file.unreadable', { file, reason: (cause as Error).message }, { cause });
  }
}

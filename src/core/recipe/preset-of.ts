import { presets, type Preset } from './presets';
import { recipeToJson } from './parse';
import type { Recipe } from './schema';

/** The preset a recipe is, whatever its name and seed; null where it is none. */
export function presetOf(recipe: Recipe): Preset | null {
  return presets.find((preset) => sameTraining(recipe, preset.recipe)) ?? null;
}

/** Whether two recipes say the same in all but name and seed. */
export function sameTraining(one: Recipe, other: Recipe): boolean {
  const { name, seed } = one;
  return recipeToJson(withoutBase(one)) === recipeToJson(withoutBase({ ...other, name, seed }));
}

/** As it was before the run wrote into it what it found where it starts from. */
function withoutBase(recipe: Recipe): Recipe {
  const { transfer } = recipe;
  return transfer === null ? recipe : { ...recipe, transfer: { ...transfer, base: null } };
}

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
  return recipeToJson(one) === recipeToJson({ ...other, name, seed });
}

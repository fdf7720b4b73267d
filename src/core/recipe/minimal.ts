import { recipeToJson } from './parse';
import { recipeSchema, type Recipe, type RecipeInput } from './schema';

type JsonObject = Record<string, unknown>;

/** What of a recipe differs from the defaults: the shortest input that gives the whole recipe again. */
export function minimalRecipe(recipe: Recipe): RecipeInput {
  const target = recipeToJson(recipe);
  const whole = JSON.parse(target) as JsonObject;
  const isSame = (): boolean => {
    const parsed = recipeSchema.safeParse(whole);
    return parsed.success && recipeToJson(parsed.data) === target;
  };
  prune(whole, isSame);
  return whole;
}

/** Takes every field away that `isSame` does not miss, from the outside in. */
function prune(value: unknown, isSame: () => boolean): void {
  if (Array.isArray(value)) {
    for (const entry of value) prune(entry, isSame);
  } else if (typeof value === 'object' && value !== null) {
    const fields = value as JsonObject;
    for (const key of Object.keys(fields)) {
      const kept = fields[key];
      // A field that stays keeps its place among the others.
      fields[key] = undefined;
      if (isSame()) continue;
      fields[key] = kept;
      prune(kept, isSame);
    }
    for (const key of Object.keys(fields))
      if (fields[key] === undefined) Reflect.deleteProperty(fields, key);
  }
}

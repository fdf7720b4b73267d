import { recipeSchema, type Recipe } from './schema';

export type FieldValue = string | number | boolean | null;

/** One field of a recipe: where it stands ('optimizer.learningRate') and what it says. */
export interface RecipeField {
  readonly path: string;
  readonly value: FieldValue;
}

/** A field that recipes don't have in common; undefined where one has no such field. */
export interface DifferingField {
  readonly path: string;
  /** One a recipe, in their order. */
  readonly values: readonly (FieldValue | undefined)[];
}

/** Every field of a recipe in the schema's order, but for its name. Lists are one field: '128 relu, 64 relu'. */
export function recipeFields(recipe: Recipe): RecipeField[] {
  return Object.entries(recipe).flatMap(([key, value]) =>
    key === 'name' ? [] : flatten(key, value),
  );
}

/** The fields that are not as a recipe is by default. */
export function unusualFields(recipe: Recipe): RecipeField[] {
  const usual = new Map(defaults.map(({ path, value }) => [path, value]));
  return recipeFields(recipe).filter(({ path, value }) => usual.get(path) !== value);
}

/** The fields in which recipes differ, in the order in which they first appear. */
export function differingFields(recipes: readonly Recipe[]): DifferingField[] {
  const each = recipes.map(
    (recipe) => new Map(recipeFields(recipe).map(({ path, value }) => [path, value])),
  );
  const paths = new Set(each.flatMap((fields) => [...fields.keys()]));
  return [...paths]
    .map((path) => ({ path, values: each.map((fields) => fields.get(path)) }))
    .filter(({ values }) => values.some((value) => value !== values[0]));
}

const defaults = recipeFields(recipeSchema.parse({}));

function flatten(path: string, value: unknown): RecipeField[] {
  if (Array.isArray(value)) return [{ path, value: value.map(textOf).join(', ') }];
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inside]) => flatten(`${path}.${key}`, inside));
  }
  return [{ path, value: value as FieldValue }];
}

/** '128 relu' of a layer. */
function textOf(entry: unknown): string {
  return typeof entry === 'object' && entry !== null
    ? Object.values(entry).map(textOf).join(' ')
    : String(entry);
}

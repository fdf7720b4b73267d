import type { z } from 'zod';
import { UserError, type ErrorCode, type ErrorParams } from '../errors';
import { expectationAt } from './expectation';
import { recipeSchema, type Recipe } from './schema';

type Path = readonly PropertyKey[];

/**
 * A recipe with every default filled in, from what a person or a program gave. `where` names it in errors ('recipe.json').
 * Throws a UserError for the first problem: the field, what it must be and what it was, and how many problems there are.
 */
export function parseRecipe(given: unknown, where: string): Recipe {
  const parsed = recipeSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [first, ...others] = parsed.error.issues;
  if (first === undefined) throw new Error('a recipe was refused without an issue');
  const count = [first, ...others].reduce((sum, issue) => sum + problemsIn(issue), 0);
  const { code, params } = describe(first, given);
  throw new UserError(code, { where, count, ...params });
}

/** The same from the text of a JSON file. */
export function parseRecipeJson(text: string, where: string): Recipe {
  let given: unknown;
  try {
    // Windows' editors put a byte order mark first.
    given = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError('recipe.notJson', { where, problem: error.message }, { cause: error });
  }
  return parseRecipe(given, where);
}

/**
 * A recipe as a JSON file: every field, in the schema's order whatever order it was given in, so that equal recipes give
 * equal text.
 */
export function recipeToJson(recipe: Recipe): string {
  return `${JSON.stringify(recipeSchema.parse(recipe), null, 2)}\n`;
}

function problemsIn(issue: z.core.$ZodIssue): number {
  return issue.code === 'unrecognized_keys' ? issue.keys.length : 1;
}

function describe(
  issue: z.core.$ZodIssue,
  given: unknown,
): { code: ErrorCode; params: ErrorParams } {
  const field = fieldName(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const unknown = fieldName([...issue.path, issue.keys[0]!]);
    const object = expectationAt(recipeSchema, issue.path, given);
    const known = object.kind === 'object' ? object.fields.join(', ') : '';
    return { code: 'recipe.unknownField', params: { field: unknown, known } };
  }
  if (issue.code === 'custom' && issue.params !== undefined) {
    const { error, ...params } = issue.params;
    return {
      code: error as ErrorCode,
      params: { field, ...(params as ErrorParams) },
    };
  }
  const got = valueAt(given, issue.path);
  if (got === undefined) return { code: 'recipe.missing', params: { field } };

  const params = { field, got: show(got) };
  const expected = expectationAt(recipeSchema, issue.path, given);
  switch (expected.kind) {
    case 'integer':
    case 'number':
    case 'numberAbove':
    case 'numberBelow':
    case 'numberBetween':
    case 'text':
    case 'list':
      return {
        code: `recipe.${expected.kind}`,
        params: { ...params, min: expected.min, max: expected.max },
      };
    case 'choice':
      return {
        code: 'recipe.choice',
        params: { ...params, choices: expected.choices.map(show).join(', ') },
      };
    case 'boolean':
      return { code: 'recipe.boolean', params };
    case 'object':
      return issue.path.length === 0
        ? { code: 'recipe.notRecipe', params }
        : { code: 'recipe.object', params };
    case 'other':
      return {
        code: 'recipe.refused',
        params: { ...params, problem: issue.message },
      };
  }
}

/** ['network', 'hidden', 0, 'units'] → 'network.hidden[0].units' */
function fieldName(path: Path): string {
  return path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`;
    return name === '' ? String(key) : `${name}.${String(key)}`;
  }, '');
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, key) => {
    return typeof at === 'object' && at !== null
      ? (at as Record<PropertyKey, unknown>)[key]
      : undefined;
  }, value);
}

const SHOWN_CHARACTERS = 60;

/** A value as JSON would write it, cut to a length that fits a sentence. */
function show(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS - 1)}…`;
}

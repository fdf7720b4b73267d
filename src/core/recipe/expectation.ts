import { z } from 'zod';

/** What a schema wants of a value, as the sentences about recipes say it. Bounds belong to the range unless the kind says otherwise. */
export type Expectation =
  | {
      readonly kind:
        | 'integer'
        | 'number'
        | 'numberAbove' // min < value ≤ max
        | 'numberBelow' // min ≤ value < max
        | 'numberBetween' // min < value < max
        | 'text' // min and max count characters
        | 'list'; // min and max count entries
      readonly min: number;
      readonly max: number;
    }
  | { readonly kind: 'choice'; readonly choices: readonly unknown[] }
  | { readonly kind: 'object'; readonly fields: readonly string[] }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'other' };

/** The part of JSON Schema that zod writes for our schemas. */
interface Node {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly oneOf?: readonly Node[];
  readonly anyOf?: readonly Node[];
}

/**
 * What `schema` expects at `path`. A zod issue names the one bound that was broken; a person wants the whole range, which the
 * schema's JSON Schema has. `given` is the value that was checked: its `type` fields say which member of a union is meant.
 */
export function expectationAt(
  schema: z.ZodType,
  path: readonly PropertyKey[],
  given: unknown,
): Expectation {
  let nodes: readonly Node[] = [nodeOf(schema)];
  let value = given;
  for (const key of path) {
    nodes = members(nodes, value, key).flatMap((node) => child(node, key) ?? []);
    value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
  }
  return expectation(members(nodes, value, undefined));
}

/** A form asks for dozens of fields at once, and a schema does not change. */
const jsonSchemas = new WeakMap<z.ZodType, Node>();

function nodeOf(schema: z.ZodType): Node {
  const known = jsonSchemas.get(schema) ?? (z.toJSONSchema(schema, { io: 'input' }) as Node);
  jsonSchemas.set(schema, known);
  return known;
}

/**
 * Unions replaced by the member that `value` is by its type; by all of them where that is open: while the type itself is
 * asked for, or when `value` is no object.
 */
function members(nodes: readonly Node[], value: unknown, key: PropertyKey | undefined): Node[] {
  return nodes.flatMap((node) => {
    // null switches a field off and needs no mention.
    if (node.anyOf !== undefined) {
      return members(
        node.anyOf.filter((member) => member.type !== 'null'),
        value,
        key,
      );
    }
    if (node.oneOf === undefined) return [node];
    const type = (value as { type?: unknown } | null | undefined)?.type;
    const meant = node.oneOf.filter((member) => type === member.properties?.['type']?.const);
    return key === 'type' || meant.length === 0 ? [...node.oneOf] : meant;
  });
}

function child(node: Node, key: PropertyKey): Node | undefined {
  return typeof key === 'number' ? node.items : node.properties?.[String(key)];
}

function expectation(nodes: readonly Node[]): Expectation {
  const choices = nodes.flatMap((node) => node.enum ?? ('const' in node ? [node.const] : []));
  if (choices.length > 0) return { kind: 'choice', choices };
  const [node] = nodes;
  switch (node?.type) {
    case 'integer':
    case 'number':
      return range(node);
    case 'string':
      return {
        kind: 'text',
        min: node.minLength ?? 0,
        max: node.maxLength ?? Infinity,
      };
    case 'array':
      return {
        kind: 'list',
        min: node.minItems ?? 0,
        max: node.maxItems ?? Infinity,
      };
    case 'boolean':
      return { kind: 'boolean' };
    case 'object':
      return { kind: 'object', fields: Object.keys(node.properties ?? {}) };
    default:
      return { kind: 'other' };
  }
}

function range(node: Node): Expectation {
  const above = node.exclusiveMinimum !== undefined;
  const below = node.exclusiveMaximum !== undefined;
  const min = node.exclusiveMinimum ?? node.minimum ?? -Infinity;
  const max = node.exclusiveMaximum ?? node.maximum ?? Infinity;
  if (node.type === 'integer') {
    return {
      kind: 'integer',
      min: above ? min + 1 : min,
      max: below ? max - 1 : max,
    };
  }
  if (above) return { kind: below ? 'numberBetween' : 'numberAbove', min, max };
  return { kind: below ? 'numberBelow' : 'number', min, max };
}

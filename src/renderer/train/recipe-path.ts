/** Where a value stands in a recipe: ['network', 'hidden', 0, 'units']. */
export type Path = readonly (string | number)[];

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null
        ? (at as Record<string | number, unknown>)[key]
        : undefined,
    value,
  );
}

/** The same with another value there; what lies on the way is copied, the rest shared. */
export function withValueAt(value: unknown, path: Path, next: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return next;
  if (Array.isArray(value)) {
    return value.map((entry: unknown, i) => (i === key ? withValueAt(entry, rest, next) : entry));
  }
  const inside = (value ?? {}) as Record<string | number, unknown>;
  return { ...inside, [key]: withValueAt(inside[key], rest, next) };
}

/** A path as the key of a map. */
export function pathKey(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

/** Whether a path leads to `prefix` or into it. */
export function isInside(key: string, prefix: string): boolean {
  return key === prefix || key.startsWith(`${prefix}.`);
}

export function sameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Chances of several tests made at once, adjusted so that all of them together err as seldom as one (Holm 1979): with the k-th
 * smallest of m multiplied by m − k + 1, never falling, at most 1. In the order they were given.
 */
export function holmAdjusted(chances: readonly number[]): number[] {
  const order = chances.map((_, i) => i).sort((a, b) => chances[a]! - chances[b]!);
  const adjusted = new Array<number>(chances.length);
  let least = 0;
  order.forEach((i, rank) => {
    least = Math.max(least, Math.min(1, chances[i]! * (chances.length - rank)));
    adjusted[i] = least;
  });
  return adjusted;
}

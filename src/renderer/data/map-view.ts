import type { DigitMap } from '../../core/data/map';

/** CSS pixels of the canvas. */
export type Place = readonly [x: number, y: number];

/** From the map's own coordinates to the canvas: place = scale · coordinate + offset. */
export interface MapView {
  readonly scale: number;
  readonly offset: Place;
}

/** Between the outermost digits and the edge. */
const MARGIN = 24;
export const zoomRange = { least: 0.5, most: 40 } as const;

/** The whole map in the middle of a canvas. */
export function fitted(
  { x, y }: Pick<DigitMap, 'x' | 'y'>,
  width: number,
  height: number,
): MapView {
  const [left, right] = extent(x);
  const [top, bottom] = extent(y);
  const scale = Math.min(
    (width - 2 * MARGIN) / Math.max(right - left, Number.EPSILON),
    (height - 2 * MARGIN) / Math.max(bottom - top, Number.EPSILON),
  );
  return {
    scale,
    offset: [width / 2 - (scale * (left + right)) / 2, height / 2 - (scale * (top + bottom)) / 2],
  };
}

function extent(values: Float32Array): [number, number] {
  let least = Infinity;
  let most = -Infinity;
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [least, most];
}

export function placeOf({ scale, offset }: MapView, x: number, y: number): Place {
  return [scale * x + offset[0], scale * y + offset[1]];
}

/** Enlarged by a factor about a place that stays where it is. */
export function zoomed(view: MapView, factor: number, [x, y]: Place): MapView {
  return {
    scale: view.scale * factor,
    offset: [x + (view.offset[0] - x) * factor, y + (view.offset[1] - y) * factor],
  };
}

export function moved({ scale, offset }: MapView, dx: number, dy: number): MapView {
  return { scale, offset: [offset[0] + dx, offset[1] + dy] };
}

/** Which of the map's digits lie inside a closed outline of at least three places (even–odd rule). */
export function inside(map: DigitMap, view: MapView, outline: readonly Place[]): number[] {
  const found: number[] = [];
  map.numbers.forEach((number, n) => {
    if (contains(outline, placeOf(view, map.x[n]!, map.y[n]!))) found.push(number);
  });
  return found;
}

function contains(outline: readonly Place[], [x, y]: Place): boolean {
  let within = false;
  let [fromX, fromY] = outline.at(-1) ?? [0, 0];
  for (const [toX, toY] of outline) {
    const crosses = fromY > y !== toY > y;
    if (crosses && x < fromX + ((toX - fromX) * (y - fromY)) / (toY - fromY)) within = !within;
    [fromX, fromY] = [toX, toY];
  }
  return within;
}

export function rectangle([x0, y0]: Place, [x1, y1]: Place): Place[] {
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
}

/** The position in the map of the digit nearest to a place, no further than `reach` pixels; -1 where there is none. */
export function nearestTo(map: DigitMap, view: MapView, [x, y]: Place, reach: number): number {
  let nearest = -1;
  let least = reach ** 2;
  map.x.forEach((_, n) => {
    const [px, py] = placeOf(view, map.x[n]!, map.y[n]!);
    const distance = (px - x) ** 2 + (py - y) ** 2;
    if (distance > least) return;
    least = distance;
    nearest = n;
  });
  return nearest;
}

/** [K] colours as far apart as K hues of one lightness are; neighbours among the labels are not neighbours among the hues. */
export function classColours(classes: number, dark: boolean): string[] {
  const lightness = dark ? 0.76 : 0.56;
  // Steps through the circle that share no factor with K reach every hue.
  const step = [3, 7, 11, 13, 1].find((s) => gcd(s, classes) === 1) ?? 1;
  return Array.from({ length: classes }, (_, label) => {
    const hue = (360 * ((label * step) % classes)) / classes + 20;
    // Every second one paler or deeper, where hues alone come close.
    const shift = classes > 10 && label % 2 === 1 ? (dark ? -0.14 : 0.14) : 0;
    return `oklch(${lightness + shift} 0.15 ${hue})`;
  });
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** [K] the middle of each class on the map: the median of its places; null for a class that is not there. */
export function middles(
  map: DigitMap,
  labelOf: (number: number) => number,
  classes: number,
): (readonly [x: number, y: number] | null)[] {
  const xs: number[][] = Array.from({ length: classes }, () => []);
  const ys: number[][] = Array.from({ length: classes }, () => []);
  map.numbers.forEach((number, n) => {
    const label = labelOf(number);
    xs[label]!.push(map.x[n]!);
    ys[label]!.push(map.y[n]!);
  });
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
  return xs.map((own, label) => (own.length === 0 ? null : [median(own), median(ys[label]!)]));
}

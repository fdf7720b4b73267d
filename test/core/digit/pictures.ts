import { IMAGE_SIDE } from '../../../src/core/network/types';

/** Of a 28×28 image, in pixel indices. */
export function centreOfMass(pixels: Uint8Array): { x: number; y: number } {
  let mass = 0;
  let x = 0;
  let y = 0;
  pixels.forEach((p, i) => {
    mass += p;
    x += p * (i % IMAGE_SIDE);
    y += p * Math.floor(i / IMAGE_SIDE);
  });
  return { x: x / mass, y: y / mass };
}

/** The box around everything that is not 0 in a 28×28 image, or null. */
export function boxOf(pixels: Uint8Array) {
  const xs: number[] = [];
  const ys: number[] = [];
  pixels.forEach((p, i) => {
    if (p === 0) return;
    xs.push(i % IMAGE_SIDE);
    ys.push(Math.floor(i / IMAGE_SIDE));
  });
  if (xs.length === 0) return null;
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left + 1, height: Math.max(...ys) - top + 1 };
}

export function largestDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((most, p, i) => Math.max(most, Math.abs(p - b[i]!)), 0);
}

/** All ink of an image, in full pixels. */
export function inkOf(pixels: Uint8Array): number {
  return pixels.reduce((sum, p) => sum + p, 0) / 255;
}

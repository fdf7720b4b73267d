import type { NetworkReader } from './reader';
import { backward, forward, preprocess } from './reference';
import { IMAGE_SIDE, PIXELS, type Network } from './types';

// Two ways to ask which pixels of a picture speak for a class k, each as [784] numbers in units of the class's logit: above 0
// for it, below 0 against it. Paper is the ground they are measured from, so paper itself gets nothing.

/**
 * Gradient × input (Shrikumar et al. 2016, arXiv:1605.01713): aᵢ = pᵢ · ∂zₖ/∂pᵢ, p from 0 (paper) to 255 (ink). What would
 * happen to the logit, to first order, were the pixel's ink taken away.
 */
export function gradientTimesInput(
  { spec, layers, preprocessing }: Network,
  pixels: Uint8Array,
  k: number,
): Float64Array {
  const pass = forward(spec, layers, preprocess(pixels, preprocessing));
  const only = new Float64Array(spec.classes);
  only[k] = 1;
  const { input } = backward(spec, layers, pass, only);
  return input.map((gradient, i) => pixels[i]! * preprocessing.scale * gradient);
}

/** Side of the square of paper that is laid over the picture, in pixels. */
const PATCH = 4;

/**
 * Occlusion (Zeiler & Fergus 2014, section 4.2): a square of paper is laid on the picture at every place; a pixel's number is
 * how far the logit falls, on average over all squares that cover it. Squares over paper alone change nothing and are not
 * tried.
 */
export function occlusion(reader: NetworkReader, pixels: Uint8Array, k: number): Float64Array {
  const before = reader.read(pixels).logits[k]!;
  const sums = new Float64Array(PIXELS);
  const counts = new Float64Array(PIXELS);
  const last = IMAGE_SIDE - PATCH;
  for (let top = 0; top <= last; top++) {
    for (let left = 0; left <= last; left++) {
      const covered = squareAt(left, top);
      const fall = covered.some((i) => pixels[i] !== 0)
        ? before - reader.read(withoutInk(pixels, covered)).logits[k]!
        : 0;
      for (const i of covered) {
        sums[i]! += fall;
        counts[i]! += 1;
      }
    }
  }
  return sums.map((sum, i) => sum / counts[i]!);
}

function squareAt(left: number, top: number): number[] {
  return Array.from(
    { length: PATCH * PATCH },
    (_, n) => (top + Math.floor(n / PATCH)) * IMAGE_SIDE + left + (n % PATCH),
  );
}

function withoutInk(pixels: Uint8Array, covered: readonly number[]): Uint8Array {
  const changed = pixels.slice();
  for (const i of covered) changed[i] = 0;
  return changed;
}

/** Side of a zone of `zoneSums`, in pixels. */
export const ZONE = 4;

/** Sums over zones of 4 × 4 pixels, [7, 7]: a map as a table a person can read. */
export function zoneSums(values: ArrayLike<number>): Float64Array {
  const zones = IMAGE_SIDE / ZONE;
  const sums = new Float64Array(zones * zones);
  for (let i = 0; i < PIXELS; i++) {
    const row = Math.floor(i / IMAGE_SIDE / ZONE);
    const column = Math.floor((i % IMAGE_SIDE) / ZONE);
    sums[row * zones + column]! += values[i]!;
  }
  return sums;
}

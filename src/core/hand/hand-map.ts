import { z } from 'zod';
import { centreDigit } from '../digit/centre';
import { IMAGE_SIDE, type Pixels28 } from '../network/types';

// How one hand differs from the digits a network learned from: one smooth map of the plane for everything it writes. It says
// which place of the known digit is seen at a place p of the hand's:
//   known = M·(p − middle) + middle + Σ_jk c_jk · bump_j(p_y) · bump_k(p_x),   x to the right, y downwards, in pixels
// M turns, leans and stretches; the bumps, Gaussians on a square lattice, bend what no straight map can.

/** Bumps along one axis. */
export const BUMPS = 5;
/** How far apart they are and how broad (standard deviation), pixels: neighbours overlap into any smooth field. */
const APART = 5.5;
/** The paper the hand writes on before its digit is centred, pixels: one that is turned and stretched needs more than 28. */
export const PAPER = 44;
/** The middle of the 28×28 field and that of the paper, as pixels' indices. */
export const MIDDLE = (IMAGE_SIDE - 1) / 2;
export const PAPER_MIDDLE = (PAPER - 1) / 2;

export const handMapSchema = z.strictObject({
  /** M by rows. */
  linear: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  /** c in x, then in y: [2, BUMPS, BUMPS], pixels; rows of the lattice belong to y. */
  bends: z.array(z.number()).length(2 * BUMPS * BUMPS),
});
export type HandMap = z.output<typeof handMapSchema>;

/** A hand like those that are known. */
export const noHandMap: HandMap = {
  linear: [1, 0, 0, 1],
  bends: Array<number>(2 * BUMPS * BUMPS).fill(0),
};

/** [PAPER, BUMPS] along one axis: how much each bump counts at each pixel of the paper. */
export const bumps = Float64Array.from({ length: PAPER * BUMPS }, (_, i) => {
  const place = Math.floor(i / BUMPS) - PAPER_MIDDLE;
  const centre = ((i % BUMPS) - (BUMPS - 1) / 2) * APART;
  return Math.exp(-((place - centre) ** 2) / (2 * APART ** 2));
});

/** Where each pixel of the paper comes from, [PAPER, PAPER] each, as a place in the known digit's field. */
export interface Sources {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export function sourcesOf({ linear: [xx, xy, yx, yy], bends }: HandMap): Sources {
  const x = new Float64Array(PAPER * PAPER);
  const y = new Float64Array(PAPER * PAPER);
  for (let row = 0; row < PAPER; row++) {
    for (let column = 0; column < PAPER; column++) {
      const dx = column - PAPER_MIDDLE;
      const dy = row - PAPER_MIDDLE;
      let toX = MIDDLE + xx * dx + xy * dy;
      let toY = MIDDLE + yx * dx + yy * dy;
      for (let j = 0; j < BUMPS; j++) {
        for (let k = 0; k < BUMPS; k++) {
          const bump = bumps[row * BUMPS + j]! * bumps[column * BUMPS + k]!;
          toX += bump * bends[j * BUMPS + k]!;
          toY += bump * bends[(BUMPS + j) * BUMPS + k]!;
        }
      }
      x[row * PAPER + column] = toX;
      y[row * PAPER + column] = toY;
    }
  }
  return { x, y };
}

/** A known digit [784] on the hand's paper, [PAPER, PAPER] in grey levels 0–255: bilinear interpolation, paper all around. */
export function onPaper(image: Uint8Array, { x, y }: Sources): Float32Array {
  const paper = new Float32Array(PAPER * PAPER);
  const side = IMAGE_SIDE;
  const at = (column: number, row: number) =>
    column < 0 || row < 0 || column >= side || row >= side ? 0 : image[row * side + column]!;
  for (let i = 0; i < paper.length; i++) {
    const left = Math.floor(x[i]!);
    const top = Math.floor(y[i]!);
    if (left < -1 || top < -1 || left >= side || top >= side) continue;
    const right = x[i]! - left;
    const below = y[i]! - top;
    paper[i] =
      (1 - below) * ((1 - right) * at(left, top) + right * at(left + 1, top)) +
      below * ((1 - right) * at(left, top + 1) + right * at(left + 1, top + 1));
  }
  return paper;
}

/** A known digit [784] as the hand would write it: of MNIST's size and in its place, as every drawing is. */
export function writtenAs(image: Uint8Array, sources: Sources): Pixels28 {
  return centreDigit({ pixels: onPaper(image, sources), width: PAPER, height: PAPER });
}

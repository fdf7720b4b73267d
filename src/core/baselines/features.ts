import { IMAGE_SIDE, PIXELS } from '../network/types';

// Hand-made features: numbers a person thought of, in place of those a network finds. They come as bytes, as pixels do, so
// that a linear model is trained on them as on images: a network without hidden layers, input value / 255.

export interface Features {
  /** F: how many numbers an image gives. */
  readonly length: number;
  /** image [784] → target [F] */
  readonly extract: (image: Uint8Array, target: Uint8Array) => void;
}

/** Side of a zone, and of a cell of gradients, in pixels. */
const ZONE = 4;
const CELL = 4;

const ZONES = IMAGE_SIDE / ZONE;

/** Zoning (Trier, Jain & Taxt 1996, "Feature extraction methods for character recognition"): the mean ink in each of 7 × 7 zones. */
const zoning: Features = {
  length: ZONES ** 2,
  extract(image, target) {
    const sums = new Float64Array(ZONES ** 2);
    for (let y = 0; y < IMAGE_SIDE; y++) {
      for (let x = 0; x < IMAGE_SIDE; x++) {
        const zone = Math.floor(y / ZONE) * ZONES + Math.floor(x / ZONE);
        sums[zone]! += image[y * IMAGE_SIDE + x]!;
      }
    }
    target.set(sums.map((sum) => Math.round(sum / ZONE ** 2)));
  },
};

const CELLS = IMAGE_SIDE / CELL;
/** Directions from 0° to 180°: dark to light counts as light to dark. */
const DIRECTIONS = 9;
/** Blocks of 2 × 2 cells, each cell in up to four of them. */
const BLOCKS = CELLS - 1;
/** Keeps the noise of empty paper from being blown up to the norm of a stroke; grey levels. */
const FLOOR = 16;

/**
 * Histograms of oriented gradients (Dalal & Triggs 2005): in each cell of 4 × 4 pixels, how strong the edges of each of 9
 * directions are; normed over blocks of 2 × 2 cells. Simplified: an edge counts for its own cell alone, and the norm is plain
 * L2. 6 × 6 blocks × 4 cells × 9 directions.
 */
const gradients: Features = {
  length: BLOCKS ** 2 * 4 * DIRECTIONS,
  extract(image, target) {
    const cells = cellHistograms(image);
    // How strong each cell's edges are together: the sum of squares.
    const strengths = new Float64Array(CELLS ** 2);
    cells.forEach((value, i) => (strengths[Math.floor(i / DIRECTIONS)]! += value * value));
    let at = 0;
    for (let row = 0; row < BLOCKS; row++) {
      for (let column = 0; column < BLOCKS; column++) {
        const corner = row * CELLS + column;
        const corners = [corner, corner + 1, corner + CELLS, corner + CELLS + 1];
        let sum = FLOOR ** 2;
        for (const cell of corners) sum += strengths[cell]!;
        const scale = 255 / Math.sqrt(sum);
        for (const cell of corners) {
          for (let i = cell * DIRECTIONS; i < (cell + 1) * DIRECTIONS; i++) {
            target[at++] = Math.round(cells[i]! * scale);
          }
        }
      }
    }
  },
};

/** [CELLS², DIRECTIONS]: the strength of all edges, shared between the two directions nearest to each. */
function cellHistograms(image: Uint8Array): Float64Array {
  const histograms = new Float64Array(CELLS ** 2 * DIRECTIONS);
  const ink = (x: number, y: number) =>
    x < 0 || y < 0 || x >= IMAGE_SIDE || y >= IMAGE_SIDE ? 0 : image[y * IMAGE_SIDE + x]!;
  for (let y = 0; y < IMAGE_SIDE; y++) {
    for (let x = 0; x < IMAGE_SIDE; x++) {
      const dx = ink(x + 1, y) - ink(x - 1, y);
      const dy = ink(x, y + 1) - ink(x, y - 1);
      if (dx === 0 && dy === 0) continue;
      const turn = Math.atan2(dy, dx) / Math.PI; // −1 to 1 half turns
      // The middles of the directions are at half steps.
      const position = (turn - Math.floor(turn)) * DIRECTIONS - 0.5;
      const lower = Math.floor(position);
      const share = position - lower;
      const cell = (Math.floor(y / CELL) * CELLS + Math.floor(x / CELL)) * DIRECTIONS;
      const strength = Math.sqrt(dx * dx + dy * dy);
      histograms[cell + ((lower + DIRECTIONS) % DIRECTIONS)]! += strength * (1 - share);
      histograms[cell + ((lower + 1) % DIRECTIONS)]! += strength * share;
    }
  }
  return histograms;
}

export const handMade = { zoning, gradients } as const satisfies Record<string, Features>;

/** The features of many images: [N, 784] → [N, F]. */
export function featuresOf(images: Uint8Array, { length, extract }: Features): Uint8Array {
  const count = images.length / PIXELS;
  const features = new Uint8Array(count * length);
  for (let n = 0; n < count; n++) {
    extract(
      images.subarray(n * PIXELS, (n + 1) * PIXELS),
      features.subarray(n * length, (n + 1) * length),
    );
  }
  return features;
}

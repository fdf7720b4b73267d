import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { IMAGE_SIDE, PIXELS } from '../network/types';
import { standardNormal } from '../normal';
import { drawDistortion } from './draw';
import { samplingMap } from './sampling-map';
import type { DistortionSettings } from './settings';
import { displacementDeviation, smoothBasis, type SmoothBasis } from './smooth-basis';

/**
 * One distorted image, [784] in grey levels 0–255, not rounded: what a distortion is, written to be read. `Distorter` gives the
 * same, rounded, ten times as fast.
 * @param image [784]
 * @param random the image's stream (`distortionStream`)
 */
export function distortReference(
  image: Uint8Array,
  settings: DistortionSettings,
  random: RandomGenerator,
): Float64Array {
  const { elastic, erase, noise } = settings;
  const basis = elastic.alpha > 0 ? smoothBasis(elastic.sigma) : null;
  const distortion = drawDistortion(settings, basis, random);
  const map = samplingMap(distortion);
  const deviation = displacementDeviation(elastic);

  const distorted = new Float64Array(PIXELS);
  for (let y = 0; y < IMAGE_SIDE; y++) {
    for (let x = 0; x < IMAGE_SIDE; x++) {
      let fromX = map.xx * x + map.xy * y + map.x0;
      let fromY = map.yx * x + map.yy * y + map.y0;
      if (basis !== null && distortion.elastic !== null) {
        fromX += deviation * fieldAt(basis, distortion.elastic.x, x, y);
        fromY += deviation * fieldAt(basis, distortion.elastic.y, x, y);
      }
      distorted[y * IMAGE_SIDE + x] = between(image, fromX, fromY);
    }
  }

  // Bare paper, as by DeVries & Taylor 2017 ("Cutout"), for a share of the images, as by Zhong et al. 2017 ("Random erasing").
  const { erased } = distortion;
  if (erased !== null) {
    for (let y = erased.top; y < erased.top + erase.side; y++) {
      distorted.fill(0, y * IMAGE_SIDE + erased.left, y * IMAGE_SIDE + erased.left + erase.side);
    }
  }
  if (noise > 0) {
    for (let i = 0; i < PIXELS; i++) distorted[i]! += noise * standardNormal(random);
  }
  return distorted.map((p) => Math.min(Math.max(p, 0), 255));
}

/** The field B · Z · Bᵀ at one pixel. `coefficients` is Z, its rows belong to y. */
function fieldAt(
  basis: SmoothBasis,
  coefficients: readonly number[],
  x: number,
  y: number,
): number {
  const size = basis.even + basis.odd;
  let sum = 0;
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < size; k++) {
      sum +=
        basis.values[y * size + j]! * coefficients[j * size + k]! * basis.values[x * size + k]!;
    }
  }
  return sum;
}

/** Bilinear interpolation (Simard et al. 2003, figure 2) at a place given as a pixel's index; outside the image is paper, 0. */
function between(image: Uint8Array, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = x - left;
  const below = y - top;
  return (
    (1 - below) * ((1 - right) * at(image, left, top) + right * at(image, left + 1, top)) +
    below * ((1 - right) * at(image, left, top + 1) + right * at(image, left + 1, top + 1))
  );
}

function at(image: Uint8Array, x: number, y: number): number {
  return x < 0 || y < 0 || x >= IMAGE_SIDE || y >= IMAGE_SIDE ? 0 : image[y * IMAGE_SIDE + x]!;
}

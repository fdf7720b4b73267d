import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displacementDeviation, smoothBasis } from '../../../src/core/distortion/smooth-basis';
import { distortionStream, drawDistortion } from '../../../src/core/distortion/draw';
import { distortionSchema } from '../../../src/core/distortion/settings';
import { IMAGE_SIDE } from '../../../src/core/network/types';

const elastic = { alpha: 36, sigma: 5 };

describe('the basis of elastic fields', () => {
  it('gives the covariance of smoothed noise, for any σ', () => {
    fc.assert(
      fc.property(fc.double({ min: 2, max: 20, noNaN: true }), (sigma) => {
        const { even, odd, values } = smoothBasis(sigma);
        const size = even + odd;
        for (let x = 0; x < IMAGE_SIDE; x++) {
          for (let other = 0; other < IMAGE_SIDE; other++) {
            let sum = 0;
            for (let k = 0; k < size; k++) {
              sum += values[x * size + k]! * values[other * size + k]!;
            }
            const wanted = Math.exp(-((x - other) ** 2) / (4 * sigma ** 2));
            expect(Math.abs(sum - wanted)).toBeLessThan(2e-3);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has even and odd functions, few where the field is smooth', () => {
    const { even, odd, values } = smoothBasis(5);
    expect(even + odd).toBe(7);
    const size = even + odd;
    for (let x = 0; x < IMAGE_SIDE; x++) {
      for (let k = 0; k < size; k++) {
        const mirrored = values[(IMAGE_SIDE - 1 - x) * size + k]!;
        expect(mirrored).toBe(k < even ? values[x * size + k]! : -values[x * size + k]!);
      }
    }
  });
});

describe('an elastic field', () => {
  it('moves pixels as far and as smoothly as Simard, Steinkraus and Platt smooth their noise', () => {
    const distances = [0, 3, 5, 10];
    const ours = covariances(400, distances, ourField);
    const theirs = covariances(400, distances, simardField);
    const deviation = displacementDeviation(elastic);
    expect(deviation).toBeCloseTo(1.173, 3);
    distances.forEach((distance, i) => {
      const exact = deviation ** 2 * Math.exp(-(distance ** 2) / (4 * elastic.sigma ** 2));
      // 400 fields with some 30 independent places each: 1/√12000 of the variance, five times.
      expect(Math.abs(ours[i]! - exact)).toBeLessThan(0.05 * deviation ** 2);
      expect(Math.abs(theirs[i]! - exact)).toBeLessThan(0.05 * deviation ** 2);
    });
  });
});

type Field = (index: number) => Float64Array;

/** Mean of field(x, y) · field(x + distance, y) over all pixels and `count` fields, for each distance. */
function covariances(count: number, distances: readonly number[], field: Field): number[] {
  const sums = distances.map(() => 0);
  for (let index = 0; index < count; index++) {
    const values = field(index);
    distances.forEach((distance, i) => {
      const across = IMAGE_SIDE - distance;
      for (let y = 0; y < IMAGE_SIDE; y++) {
        for (let x = 0; x < across; x++) {
          const at = y * IMAGE_SIDE + x;
          sums[i]! += (values[at]! * values[at + distance]!) / (across * IMAGE_SIDE * count);
        }
      }
    });
  }
  return sums;
}

const basis = smoothBasis(elastic.sigma);

function ourField(index: number): Float64Array {
  const settings = distortionSchema.parse({ elastic });
  const { x: z } = drawDistortion(settings, basis, distortionStream(1, 0, index)).elastic!;
  const size = basis.even + basis.odd;
  return Float64Array.from({ length: IMAGE_SIDE ** 2 }, (_, at) => {
    const x = at % IMAGE_SIDE;
    const y = (at - x) / IMAGE_SIDE;
    let sum = 0;
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) {
        sum += basis.values[y * size + j]! * z[j * size + k]! * basis.values[x * size + k]!;
      }
    }
    return displacementDeviation(elastic) * sum;
  });
}

/** As the paper has it: noise uniform in ±1 on every pixel (and around the image), smoothed by a Gaussian, times α. */
function simardField(index: number): Float64Array {
  const random = distortionStream(2, 0, index);
  const { alpha, sigma } = elastic;
  const reach = 3 * sigma;
  const side = IMAGE_SIDE + 2 * reach;
  const noise = Float64Array.from({ length: side ** 2 }, () => 2 * uniformFloat64(random) - 1);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma ** 2)),
  );
  const total = kernel.reduce((sum, k) => sum + k, 0);
  const rows = new Float64Array(side * IMAGE_SIDE);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < IMAGE_SIDE; x++) {
      kernel.forEach((k, i) => {
        rows[y * IMAGE_SIDE + x]! += (k / total) * noise[y * side + x + i]!;
      });
    }
  }
  const field = new Float64Array(IMAGE_SIDE ** 2);
  for (let y = 0; y < IMAGE_SIDE; y++) {
    for (let x = 0; x < IMAGE_SIDE; x++) {
      kernel.forEach((k, i) => {
        field[y * IMAGE_SIDE + x]! += alpha * (k / total) * rows[(y + i) * IMAGE_SIDE + x]!;
      });
    }
  }
  return field;
}

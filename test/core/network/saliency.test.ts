import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NetworkReader } from '../../../src/core/network/reader';
import { gradientTimesInput, occlusion, zoneSums } from '../../../src/core/network/saliency';
import { forward, preprocess } from '../../../src/core/network/reference';
import { PIXELS, type Network } from '../../../src/core/network/types';
import { anyNetwork, mnistPixels, trainedByPyTorch } from '../../support/networks';

const images = mnistPixels('t10k', 20);
const image = (n: number) => images.slice(PIXELS * n, PIXELS * (n + 1));

/** The logit of class k with pixel i at a value that need not be whole. */
function logitWith(network: Network, pixels: Uint8Array, i: number, value: number, k: number) {
  const { spec, layers, preprocessing } = network;
  const input = preprocess(pixels, preprocessing);
  input[i] = value * preprocessing.scale + preprocessing.offset;
  return forward(spec, layers, input).logits[k]!;
}

test('gradient × input is the pixel times the central difference of the logit', () => {
  const smooth = anyNetwork.filter(({ spec }) =>
    // Where an activation has a corner, a central difference may lie across it.
    spec.hidden.every(({ activation }) => ['sigmoid', 'tanh', 'gelu'].includes(activation)),
  );
  fc.assert(
    fc.property(smooth, fc.nat({ max: 19 }), fc.nat(), (network, n, chosen) => {
      const pixels = image(n);
      const k = chosen % network.spec.classes;
      const map = gradientTimesInput(network, pixels, k);
      const inked = [...pixels.keys()].filter((i) => pixels[i]! > 0);
      for (const i of [inked[0]!, inked[Math.floor(inked.length / 2)]!, inked.at(-1)!]) {
        const p = pixels[i]!;
        const step = 0.05;
        const slope =
          (logitWith(network, pixels, i, p + step, k) -
            logitWith(network, pixels, i, p - step, k)) /
          (2 * step);
        expect(Math.abs(map[i]! - p * slope)).toBeLessThan(1e-6 * (1 + Math.abs(map[i]!)));
      }
    }),
    { numRuns: 30 },
  );
});

test('without hidden layers gradient × input adds up to what the ink changes', () => {
  fc.assert(
    fc.property(anyNetwork, fc.nat({ max: 19 }), (any, n) => {
      const spec = { ...any.spec, hidden: [] };
      const layers = [
        { weights: new Float32Array(784 * spec.classes), bias: new Float32Array(spec.classes) },
      ];
      layers[0]!.weights.forEach((_, i, w) => (w[i] = Math.sin(i)));
      const network = { ...any, spec, layers };
      const reader = new NetworkReader(network);
      const change = reader.read(image(n)).logits[0]! - reader.read(new Uint8Array(784)).logits[0]!;
      const sum = gradientTimesInput(network, image(n), 0).reduce(
        (total, value) => total + value,
        0,
      );
      expect(sum).toBeCloseTo(change, 6);
    }),
    { numRuns: 10 },
  );
});

test('occlusion is, pixel by pixel, the mean fall of the logit over all squares of 4 × 4 that cover it', () => {
  const { network } = trainedByPyTorch('seed-recipe');
  const reader = new NetworkReader(network);
  for (const n of [0, 5]) {
    const pixels = image(n);
    const k = 7;
    const map = occlusion(reader, pixels, k);
    const before = reader.read(pixels).logits[k]!;
    for (const [x, y] of [
      [0, 0],
      [13, 14],
      [10, 7],
      [27, 20],
      [16, 21],
    ] as const) {
      const falls: number[] = [];
      for (let top = Math.max(0, y - 3); top <= Math.min(24, y); top++) {
        for (let left = Math.max(0, x - 3); left <= Math.min(24, x); left++) {
          const covered = pixels.slice();
          for (let j = top; j < top + 4; j++) covered.fill(0, j * 28 + left, j * 28 + left + 4);
          falls.push(before - reader.read(covered).logits[k]!);
        }
      }
      const mean = falls.reduce((sum, fall) => sum + fall, 0) / falls.length;
      expect(map[y * 28 + x]).toBeCloseTo(mean, 9);
    }
  }
});

test('zones add up to the whole', () => {
  const values = Float64Array.from({ length: PIXELS }, (_, i) => Math.cos(i));
  const zones = zoneSums(values);
  expect(zones).toHaveLength(49);
  const total = (numbers: Float64Array) => numbers.reduce((sum, value) => sum + value, 0);
  expect(total(zones)).toBeCloseTo(total(values), 9);
  // Row 8, column 13 lies in the third row of zones and the fourth column.
  const one = new Float64Array(PIXELS);
  one[8 * 28 + 13] = 2;
  expect(zoneSums(one)[2 * 7 + 3]).toBe(2);
});

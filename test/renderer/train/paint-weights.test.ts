import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeTensors } from '../../../src/core/network/safetensors';
import { LayersByEpoch } from '../../../src/renderer/train/epoch-layers';
import { paintWeights } from '../../../src/renderer/train/paint-weights';
import { progressOf } from '../../../src/renderer/train/progress';
import { run } from '../support/runs';

/** Colours −2 … 2 as the numbers 1 … 5, so that 0 stays what lies between the images. */
const shades = Uint32Array.from([1, 2, 3, 4, 5]);

test('each unit becomes its own image, on one scale symmetric about 0', () => {
  const units = 3;
  const weights = new Float32Array(784 * units);
  for (let d = 0; d < 784; d++) weights.set([0.5, -1, 0], d * units);
  const { pixels, width, height, limit } = paintWeights({ epoch: 1, units, weights }, 3, 2, shades);
  expect([width, height]).toEqual([58, 58]);
  expect(limit).toBe(1);
  expect(pixels[0]).toBe(4);
  expect(pixels[27 * width + 27]).toBe(4);
  expect(pixels[30]).toBe(1);
  expect(pixels[30 * width]).toBe(3);
  expect(pixels[28]).toBe(0);
  expect(pixels[30 * width + 30]).toBe(0);
});

test('one strong weight does not make all others pale', () => {
  const weights = new Float32Array(784).fill(0.1);
  weights[5] = -9;
  const { limit, pixels } = paintWeights({ epoch: 1, units: 1, weights }, 1, 1, shades);
  expect(limit).toBeCloseTo(0.1, 6);
  expect(pixels[5]).toBe(1);
  expect(pixels[6]).toBe(5);
});

test('the full colour is the magnitude of that rank among all that are shown', () => {
  const weight = fc.float({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(fc.array(weight, { minLength: 3, maxLength: 40 }), (some) => {
      const [units, shown] = [3, 2];
      const weights = Float32Array.from({ length: 784 * units }, (_, i) => some[i % some.length]!);
      const magnitudes = weights.filter((_, i) => i % units < shown).map(Math.abs);
      const { limit } = paintWeights({ epoch: 1, units, weights }, shown, 2, shades);
      expect(limit).toBe(magnitudes.sort()[Math.floor(0.99 * magnitudes.length)]);
    }),
  );
});

test('a network that knows nothing is all paper', () => {
  const weights = new Float32Array(784);
  const { pixels } = paintWeights({ epoch: 0, units: 1, weights }, 1, 1, shades);
  expect([...new Set(pixels)]).toEqual([3]);
});

test('an epoch’s network is read from the library once', async () => {
  const values = Float32Array.from({ length: 784 * 2 }, (_, i) => i);
  const file = encodeTensors([
    { name: 'layer0.weight', shape: [784, 2], values },
    { name: 'layer0.bias', shape: [2], values: new Float32Array(2) },
  ]);
  const asked: string[] = [];
  const layers = new LayersByEpoch((path) => {
    asked.push(path);
    return Promise.resolve(file);
  });
  const entry = { epoch: 4, step: 3752, blob: 'ab'.repeat(32) };
  const layer = await layers.get(entry);
  expect(layer).toMatchObject({ epoch: 4, units: 2 });
  expect(layer.weights).toEqual(values);
  expect(layer.layers).toEqual([{ weights: values, bias: new Float32Array(2) }]);
  await layers.get(entry);
  expect(asked).toEqual([`/library/blob/${entry.blob}`]);
});

test('progress, speed and time left follow from steps and seconds of training', () => {
  const half = run({ status: 'running', step: 4690, totalSteps: 9380, trainSeconds: 1.5 });
  const { share, epochs, speed, left } = progressOf(half, [
    { examples: 200_000 },
    { examples: 100_000 },
  ]);
  expect([share, epochs, speed]).toEqual([0.5, 5, 200_000]);
  expect(left).toBeCloseTo(1.5, 10);
  expect(progressOf(run({ step: 0, trainSeconds: 0 }), [])).toMatchObject({
    speed: null,
    left: null,
  });
});

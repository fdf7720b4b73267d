import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layerActivity } from '../../../src/core/metrics/activity';
import { activationNames, activations } from '../../../src/core/network/activations';
import { evenSample, hiddenOutputs, sampleSize } from '../../../src/core/network/hidden-outputs';
import { forward, preprocess } from '../../../src/core/network/reference';
import { PIXELS } from '../../../src/core/network/types';
import { anyNetwork, mnistPixels, trainedByPyTorch } from '../../support/networks';

const sum = (counts: Iterable<number>) => [...counts].reduce((total, n) => total + n, 0);
function run<R>(work: Generator<undefined, R>): R {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

test('every output is counted once, whatever it is', () => {
  const output = fc.oneof(
    fc.float({ noDefaultInfinity: true, noNaN: true, min: -20, max: 20 }),
    fc.float(),
    fc.constantFrom(0, -0, 1, -1, NaN, Infinity),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...activationNames),
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.array(output, { minLength: 9, maxLength: 9 }), { minLength: 1, maxLength: 9 }),
      (activation, units, rows) => {
        const outputs = Float32Array.from(rows.flatMap((row) => row.slice(0, units)));
        const activity = layerActivity({ units, activation }, outputs);
        expect(sum(activity.counts) + activity.zeros + activity.notFinite).toBe(
          units * rows.length,
        );
        expect(activity.low).toBeLessThan(activity.high);
        expect(activity.dead).toBeLessThanOrEqual(units);
      },
    ),
  );
});

test('an output lies in the step that is counted for it', () => {
  const value = fc.float({ noNaN: true, min: -30, max: 30 });
  fc.assert(
    fc.property(fc.constantFrom(...activationNames), value, value, (activation, a, b) => {
      const outputs = Float32Array.of(a, b).map(activations[activation].value);
      const { counts, low, high } = layerActivity({ units: 1, activation }, outputs);
      const width = (high - low) / counts.length;
      const isIn = (y: number) =>
        [...counts].some(
          (count, i) =>
            count > 0 && y >= low + i * width - 1e-6 * width && y <= low + (i + 1.000001) * width,
        );
      for (const y of outputs) expect(isIn(y) || (activation === 'relu' && y === 0)).toBe(true);
    }),
  );
});

test('a unit is dead that is 0 on every image, and zeros are counted apart', () => {
  const activity = layerActivity(
    { units: 3, activation: 'relu' },
    Float32Array.of(0, 0.5, 0, 0, 0, 7.2),
  );
  expect(activity).toMatchObject({ dead: 1, zeros: 4, outputs: 6, low: 0, high: 8 });
  expect(sum(activity.counts)).toBe(2);
  expect(activity.counts[2]).toBe(1);
  expect(activity.counts[28]).toBe(1);
});

test('only a ReLU has dead units, only sigmoid and tanh have saturated ones', () => {
  const outputs = Float32Array.of(0, 1, 0, 1);
  for (const activation of activationNames) {
    const { dead, stuck } = layerActivity({ units: 2, activation }, outputs);
    expect(dead).toBe(activation === 'relu' ? 1 : 0);
    expect(stuck).toBe({ sigmoid: 2, tanh: 1 }[activation as string] ?? 0);
  }
});

test('saturated is where the slope is below a twentieth of its largest', () => {
  for (const activation of ['sigmoid', 'tanh'] as const) {
    const { value, derivative } = activations[activation];
    for (let z = -8; z <= 8; z += 0.25) {
      const { saturated } = layerActivity({ units: 1, activation }, Float32Array.of(value(z)));
      expect(saturated).toBe(derivative(z) < 0.05 * derivative(0) ? 1 : 0);
    }
  }
});

test('the outputs are those of the reference pass over all images at once', () => {
  const images = mnistPixels('t10k', 5);
  fc.assert(
    fc.property(anyNetwork, (network) => {
      const { spec, layers, preprocessing } = network;
      const { inputs } = forward(spec, layers, preprocess(images, preprocessing));
      const outputs = run(hiddenOutputs(network, images));
      expect(outputs).toEqual(inputs.slice(1).map((x) => Float32Array.from(x)));
    }),
    { numRuns: 20 },
  );
});

test('a trained network’s histogram is the same whichever way it is summed', () => {
  const { network } = trainedByPyTorch('seed-recipe');
  const [hidden] = network.spec.hidden;
  const images = evenSample(mnistPixels('t10k', 1000), 200);
  const [outputs] = run(hiddenOutputs(network, images));
  const activity = layerActivity(hidden!, outputs!);
  expect(activity.outputs).toBe(200 * hidden!.units);
  expect(activity.zeros).toBe([...outputs!].filter((y) => y === 0).length);
  expect(activity.zeros / activity.outputs).toBeGreaterThan(0.3);
  expect(activity.dead).toBeLessThan(hidden!.units / 2);
});

test('the sample is spread over the set, and smaller for larger networks', () => {
  const images = Uint8Array.from({ length: 10 * PIXELS }, (_, i) => Math.floor(i / PIXELS));
  const sample = evenSample(images, 5);
  expect([0, 1, 2, 3, 4].map((i) => sample[i * PIXELS])).toEqual([0, 2, 4, 6, 8]);
  const spec = (units: number) => ({
    spec: { inputs: 784, hidden: [{ units, activation: 'relu' as const }], classes: 10 },
  });
  expect(sampleSize(spec(128), 10_000)).toBe(200);
  expect(sampleSize(spec(128), 20)).toBe(20);
  expect(sampleSize(spec(10_000), 10_000)).toBe(50);
});

import { describe, expect, it } from 'vitest';
import { initialNetwork } from '../../../src/core/network/initialization';
import type { NetworkSpec } from '../../../src/core/network/types';

const spec: NetworkSpec = {
  inputs: 784,
  hidden: [{ units: 128, activation: 'relu' }],
  classes: 10,
};

const largest = (values: Float32Array) =>
  values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
const mean = (values: Float32Array) => values.reduce((sum, v) => sum + v, 0) / values.length;
const variance = (values: Float32Array) =>
  values.reduce((sum, v) => sum + v * v, 0) / values.length;

describe('the first weights', () => {
  const layers = initialNetwork(spec, 'pytorch', 1);

  it('have the shapes of the network', () => {
    expect(layers.map((l) => [l.weights.length, l.bias.length])).toEqual([
      [784 * 128, 128],
      [128 * 10, 10],
    ]);
  });

  const { sqrt } = Math;
  it.each([
    ['pytorch', [1 / sqrt(784), 1 / sqrt(128)], [1 / sqrt(784), 1 / sqrt(128)]],
    ['he', [sqrt(6 / 784), sqrt(6 / 128)], [0, 0]],
    ['glorot', [sqrt(6 / (784 + 128)), sqrt(6 / (128 + 10))], [0, 0]],
    ['lecun', [sqrt(3 / 784), sqrt(3 / 128)], [0, 0]],
    ['zeros', [0, 0], [0, 0]],
  ] as const)('of %s are uniform within %j, biases within %j', (name, weightBounds, biasBounds) => {
    initialNetwork(spec, name, 1).forEach(({ weights, bias }, l) => {
      const bound = Math.fround(weightBounds[l]!);
      const n = weights.length;
      expect(largest(weights)).toBeLessThanOrEqual(bound);
      expect(largest(weights)).toBeGreaterThanOrEqual(0.98 * bound);
      // Uniform in ±b: variance b²/3; standard deviation of the mean b/√(3n), of the mean square b²·√(4/45)/√n. Five of each.
      expect(Math.abs(mean(weights))).toBeLessThanOrEqual((5 * bound) / sqrt(3 * n));
      expect(Math.abs(variance(weights) - bound ** 2 / 3)).toBeLessThanOrEqual(
        (5 * bound ** 2 * sqrt(4 / 45)) / sqrt(n),
      );
      expect(largest(bias)).toBeLessThanOrEqual(Math.fround(biasBounds[l]!));
      expect(largest(bias)).toBeGreaterThanOrEqual(0.5 * biasBounds[l]!);
    });
  });

  it('are the same for the same seed and others for another', () => {
    expect(initialNetwork(spec, 'pytorch', 1)).toEqual(layers);
    expect(initialNetwork(spec, 'pytorch', 2)[0]!.weights).not.toEqual(layers[0]!.weights);
  });

  it('of one layer stay when another layer changes its size', () => {
    const wider = initialNetwork({ ...spec, classes: 26 }, 'pytorch', 1);
    expect(wider[0]).toEqual(layers[0]);
  });

  it('go on being the numbers that recorded runs began with', () => {
    // Worked out apart from this code, in Python, from the published algorithms.
    expect(Array.from(layers[0]!.weights.subarray(0, 3))).toEqual([
      -0.001311831409111619, -0.022773869335651398, -0.0019835091661661863,
    ]);
    expect(Array.from(layers[1]!.bias.subarray(0, 2))).toEqual([
      0.00027217037859372795, -0.07652086019515991,
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { initialNetwork } from '../../../src/core/network/initialization';
import type { NetworkSpec } from '../../../src/core/network/types';

const spec: NetworkSpec = {
  inputs: 784,
  hidden: [{ units: 128, activation: 'relu' }],
  classes: 10,
};

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

  it.each([
    [0, 784],
    [1, 128],
  ])('of layer %i are uniform in ±1/√%i, weights and biases', (index, fanIn) => {
    const { weights, bias } = layers[index]!;
    const bound = Math.fround(1 / Math.sqrt(fanIn));
    expect([...weights, ...bias].every((value) => Math.abs(value) <= bound)).toBe(true);
    const n = weights.length;
    // Uniform in ±b: variance b²/3, standard deviation of the mean b/√(3n), of the mean square b²·√(4/45)/√n. Five of each.
    expect(Math.abs(mean(weights))).toBeLessThan((5 * bound) / Math.sqrt(3 * n));
    expect(Math.abs(variance(weights) - bound ** 2 / 3)).toBeLessThan(
      (5 * bound ** 2 * Math.sqrt(4 / 45)) / Math.sqrt(n),
    );
    expect(Math.max(...weights)).toBeGreaterThan(0.98 * bound);
    expect(Math.min(...weights)).toBeLessThan(-0.98 * bound);
    expect(new Set(bias).size).toBe(bias.length);
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

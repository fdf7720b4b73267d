import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activationNames,
  activations,
  type ActivationName,
} from '../../../src/core/network/activations';
import { erf } from '../../../src/core/network/erf';

describe.each(activationNames)('%s', (name) => {
  const { value, derivative } = activations[name];

  it('has the derivative that central differences give, away from 0', () => {
    const size = fc.double({ min: 0.01, max: 30, noNaN: true });
    fc.assert(
      fc.property(size, fc.boolean(), (distance, negative) => {
        const z = negative ? -distance : distance;
        const h = 1e-5;
        // Truncation h²/6 · f‴, at most 2·10⁻¹¹; rounding 30 · 10⁻¹⁶/h.
        const numeric = (value(z + h) - value(z - h)) / (2 * h);
        expect(Math.abs(derivative(z) - numeric)).toBeLessThan(1e-9);
      }),
    );
  });

  it('stays a number however far from 0', () => {
    for (const z of [-1e300, -800, -40, 0, 40, 800, 1e300]) {
      expect(Number.isFinite(value(z))).toBe(true);
      expect(Number.isFinite(derivative(z))).toBe(true);
    }
  });
});

describe('the activations', () => {
  it.each<[ActivationName, number, number]>([
    ['relu', -1, 0],
    ['relu', 2, 2],
    ['leaky_relu', -2, -0.02],
    ['leaky_relu', 2, 2],
    ['elu', -1, -0.6321205588285577],
    ['elu', 2, 2],
    ['gelu', 1, 0.8413447460685429],
    ['gelu', -1, -0.15865525393145705],
    ['sigmoid', 0, 0.5],
    ['sigmoid', 1, 0.7310585786300049],
    ['tanh', 1, 0.7615941559557649],
  ])('have the values of the books: %s(%d) = %d', (name, z, expected) => {
    expect(activations[name].value(z)).toBeCloseTo(expected, 15);
  });

  it('with a kink take the derivative from the left of 0, as PyTorch and TensorFlow do', () => {
    expect(activations.relu.derivative(0)).toBe(0);
    expect(activations.leaky_relu.derivative(0)).toBe(0.01);
  });
});

describe('erf', () => {
  // From the C library, which rounds correctly to within one unit in the last place.
  it.each([
    [0.1, 0.1124629160182849],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [2, 0.9953222650189527],
    [3.5, 0.9999992569016276],
    [5, 0.9999999999984626],
    [-0.7, -0.6778011938374184],
    [6, 1],
    [Infinity, 1],
    [-Infinity, -1],
    [0, 0],
    [1e-200, 1.1283791670955125e-200],
  ])('of %d is %d', (x, expected) => {
    expect(Math.abs(erf(x) - expected)).toBeLessThanOrEqual(2e-15 * Math.abs(expected));
  });

  it('is odd, rises and stays within ±1', () => {
    const x = fc.double({ min: -7, max: 7, noNaN: true });
    fc.assert(
      fc.property(x, x, (a, b) => {
        expect(erf(-a)).toBe(-erf(a));
        expect(Math.abs(erf(a))).toBeLessThanOrEqual(1 + 2e-15);
        if (a < b) expect(erf(a)).toBeLessThanOrEqual(erf(b) + 2e-15);
      }),
    );
  });
});

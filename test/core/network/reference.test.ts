import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argMax } from '../../../src/core/metrics/softmax';
import { activationNames } from '../../../src/core/network/activations';
import { initialNetwork } from '../../../src/core/network/initialization';
import {
  backward,
  crossEntropy,
  crossEntropyGradient,
  forward,
  preprocess,
  targets,
  type LayerNumbers,
} from '../../../src/core/network/reference';
import { referenceOptimizer } from '../../../src/core/network/reference-optimizers';
import { penalty, penaltyGradient } from '../../../src/core/network/reference-penalties';
import { ARTICLE_PREPROCESSING, type NetworkSpec } from '../../../src/core/network/types';
import { optimizerSchema } from '../../../src/core/recipe/optimizers';
import { KINK_MARGIN, networkCase } from './random-network';

const double = (layers: readonly LayerNumbers[]) =>
  layers.map(({ weights, bias }) => ({
    weights: Float64Array.from(weights),
    bias: Float64Array.from(bias),
  }));

/** (f(v + h) − f(v − h)) / 2h for every v of `values`, which are left as they were. Error: about h² + 10⁻¹⁶/h. */
function centralDifferences(values: Float64Array, f: () => number, h = 1e-5): Float64Array {
  return values.map((value, i) => {
    values[i] = value + h;
    const above = f();
    values[i] = value - h;
    const below = f();
    values[i] = value;
    return (above - below) / (2 * h);
  });
}

/** Largest |a − b| / max(1, |b|). */
function difference(a: Float64Array, b: Float64Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, i) => {
    return Math.max(most, Math.abs(value - b[i]!) / Math.max(1, Math.abs(b[i]!)));
  }, 0);
}

describe('the forward pass', () => {
  it('of a network worked out by hand gives its sums, logits and loss', () => {
    const spec: NetworkSpec = { inputs: 2, hidden: [{ units: 2, activation: 'relu' }], classes: 2 };
    const layers = [
      // z = [x0 + 3 x1 + 1, 2 x0 + 4 x1 − 1]
      { weights: Float32Array.of(1, 2, 3, 4), bias: Float32Array.of(1, -1) },
      { weights: Float32Array.of(1, 0, 0, 1), bias: Float32Array.of(0, 0.5) },
    ];
    const pass = forward(spec, layers, Float64Array.of(1, -1, 0.5, 0));
    expect(pass.examples).toBe(2);
    expect(Array.from(pass.sums[0]!)).toEqual([-1, -3, 1.5, 0]);
    expect(Array.from(pass.inputs[1]!)).toEqual([0, 0, 1.5, 0]);
    expect(Array.from(pass.logits)).toEqual([0, 0.5, 1.5, 0.5]);
    const loss = (Math.log1p(Math.exp(0.5)) + Math.log1p(Math.exp(-1))) / 2;
    expect(crossEntropy(pass.logits, targets(Uint8Array.of(0, 0), 2), 2)).toBeCloseTo(loss, 15);
  });

  it('begins with pixels in [−1, 1]', () => {
    expect(Array.from(preprocess(Uint8Array.of(0, 255), ARTICLE_PREPROCESSING))).toEqual([-1, 1]);
    expect(preprocess(Uint8Array.of(51), ARTICLE_PREPROCESSING)[0]).toBeCloseTo(-0.6, 15);
  });

  it('of the random networks below keeps every hidden sum away from the kinks', () => {
    fc.assert(
      fc.property(networkCase(), ({ spec, layers, input }) => {
        const { sums } = forward(spec, layers, input);
        for (const z of sums.slice(0, -1)) {
          expect(Math.min(...z.map(Math.abs))).toBeGreaterThan(KINK_MARGIN);
        }
      }),
    );
  });
});

describe('the backward pass', () => {
  const smoothing = fc.constantFrom(0, 0.1);

  it.each(activationNames)(
    'through %s agrees with central differences in every weight, bias and input',
    (name) => {
      fc.assert(
        fc.property(networkCase([name]), smoothing, (given, s) => {
          const { spec, labels } = given;
          const layers = double(given.layers);
          const input = given.input.slice();
          const target = targets(labels, spec.classes, s);
          const loss = () =>
            crossEntropy(forward(spec, layers, input).logits, target, spec.classes);
          const pass = forward(spec, layers, input);
          const outputGradient = crossEntropyGradient(pass.logits, target, spec.classes);
          const gradients = backward(spec, layers, pass, outputGradient);

          // Differences: truncation about 10⁻¹⁰, rounding about 10⁻¹¹.
          expect(difference(gradients.input, centralDifferences(input, loss))).toBeLessThan(1e-8);
          layers.forEach(({ weights, bias }, l) => {
            const gradient = gradients.layers[l]!;
            expect(difference(gradient.weights, centralDifferences(weights, loss))).toBeLessThan(
              1e-8,
            );
            expect(difference(gradient.bias, centralDifferences(bias, loss))).toBeLessThan(1e-8);
          });
        }),
      );
    },
  );

  it('mixes activations, one a layer', () => {
    fc.assert(
      fc.property(networkCase(), ({ spec, layers: given, input, labels }) => {
        const layers = double(given);
        const target = targets(labels, spec.classes);
        const pass = forward(spec, layers, input);
        const { layers: gradients } = backward(
          spec,
          layers,
          pass,
          crossEntropyGradient(pass.logits, target, spec.classes),
        );
        const loss = () => crossEntropy(forward(spec, layers, input).logits, target, spec.classes);
        expect(
          difference(gradients[0]!.weights, centralDifferences(layers[0]!.weights, loss)),
        ).toBeLessThan(1e-8);
      }),
    );
  });

  it('gives the logits a gradient that sums to 0 in every row, and a batch the mean of its examples', () => {
    fc.assert(
      fc.property(networkCase(), ({ spec, layers, input, labels }) => {
        const target = targets(labels, spec.classes);
        const whole = forward(spec, layers, input);
        const outputGradient = crossEntropyGradient(whole.logits, target, spec.classes);
        const rowSums = labels.length * spec.classes;
        for (let start = 0; start < rowSums; start += spec.classes) {
          const row = outputGradient.subarray(start, start + spec.classes);
          expect(Math.abs(row.reduce((sum, value) => sum + value, 0))).toBeLessThan(1e-15);
        }
        const { layers: batch } = backward(spec, layers, whole, outputGradient);
        const mean = new Float64Array(batch[0]!.weights.length);
        labels.forEach((label, n) => {
          const pass = forward(
            spec,
            layers,
            input.subarray(n * spec.inputs, (n + 1) * spec.inputs),
          );
          const own = targets(Uint8Array.of(label), spec.classes);
          const one = backward(
            spec,
            layers,
            pass,
            crossEntropyGradient(pass.logits, own, spec.classes),
          );
          one.layers[0]!.weights.forEach((g, i) => {
            mean[i]! += g / labels.length;
          });
        });
        expect(difference(batch[0]!.weights, mean)).toBeLessThan(1e-14);
      }),
    );
  });
});

describe('label smoothing', () => {
  it('keeps every row a distribution and shares s equally', () => {
    expect(Array.from(targets(Uint8Array.of(1), 4, 0.2))).toEqual([
      0.05, 0.8500000000000001, 0.05, 0.05,
    ]);
    expect(Array.from(targets(Uint8Array.of(2, 0), 3))).toEqual([0, 0, 1, 1, 0, 0]);
  });
});

describe('the penalties', () => {
  it('have the gradient that central differences give, away from 0', () => {
    const weight = fc.double({ min: 0.01, max: 3, noNaN: true });
    const signed = fc.tuple(weight, fc.boolean()).map(([w, negative]) => (negative ? -w : w));
    const coefficient = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(signed, { minLength: 1, maxLength: 6 }),
        coefficient,
        coefficient,
        (values, l1, l2) => {
          const weights = Float64Array.from(values);
          const numeric = centralDifferences(weights, () => penalty(weights, { l1, l2 }));
          expect(difference(penaltyGradient(weights, { l1, l2 }), numeric)).toBeLessThan(1e-8);
        },
      ),
    );
    expect(Array.from(penaltyGradient(Float64Array.of(0), { l1: 1, l2: 1 }))).toEqual([0]);
  });
});

describe('the reference network', () => {
  it.each([
    { type: 'sgd', learningRate: 0.5, momentum: 0.9 },
    { type: 'sgd', learningRate: 0.5, momentum: 0.9, nesterov: true },
    { type: 'adam', learningRate: 0.05 },
    { type: 'adamw', learningRate: 0.05, weightDecay: 0.001 },
    { type: 'rmsprop', learningRate: 0.02 },
  ] as const)(
    'learns exclusive or with $type (case %#), which no network without a hidden layer can',
    (given) => {
      const settings = optimizerSchema.parse(given);
      const input = Float64Array.of(-1, -1, -1, 1, 1, -1, 1, 1);
      const labels = Uint8Array.of(0, 1, 1, 0);
      const target = targets(labels, 2);

      const train = (spec: NetworkSpec) => {
        const layers = double(initialNetwork(spec, 'pytorch', 1));
        const steps = layers.map(({ weights, bias }) => ({
          weights: referenceOptimizer(settings, weights),
          bias: referenceOptimizer(settings, bias),
        }));
        for (let step = 0; step < 200; step++) {
          const pass = forward(spec, layers, input);
          const gradients = backward(
            spec,
            layers,
            pass,
            crossEntropyGradient(pass.logits, target, 2),
          );
          steps.forEach(({ weights, bias }, l) => {
            weights(gradients.layers[l]!.weights, settings.learningRate);
            bias(gradients.layers[l]!.bias, settings.learningRate);
          });
        }
        const { logits } = forward(spec, layers, input);
        const correct = [...labels].filter((label, n) => argMax(logits, n * 2, 2) === label).length;
        return { correct, loss: crossEntropy(logits, target, 2) };
      };

      const learned = train({ inputs: 2, hidden: [{ units: 8, activation: 'tanh' }], classes: 2 });
      expect(learned.correct).toBe(4);
      expect(learned.loss).toBeLessThan(0.05);
      const straight = train({ inputs: 2, hidden: [], classes: 2 });
      expect(straight.correct).toBeLessThan(4);
      expect(straight.loss).toBeGreaterThan(0.69);
    },
  );
});

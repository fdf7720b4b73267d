import { clipped, globalNorm, normOfLastStep } from './clipping';
import { backward, forward, type DenseValues } from './dense';
import { dropoutMask } from './dropout';
import type { Float, Graph, Int, Operation, Variable } from './graph';
import { crossEntropy, meanSquaredError } from './losses';
import {
  addAll,
  argMax,
  assign,
  binary,
  binaryInt,
  equal,
  gather,
  read,
  scale,
  size,
  stack,
  sumRows,
  toFloat,
  unary,
} from './operations';
import type { GraphOptimizer } from './optimizers';
import { penalty, withPenaltyGradient } from './penalties';
import { averageName, type TrainingGraphSpec, type VariableSpec } from './spec';

/** What a step reports; the columns of the train call's `steps` output. */
export const stepColumns = ['loss', 'correct', 'penalty', 'gradientNorm'] as const;

/** A weight that trains. */
export interface Trained extends VariableSpec {
  readonly layer: number;
  readonly isBias: boolean;
}

/** What one step works on, as values inside the loop. */
export interface StepInputs {
  /** [B, D] */
  readonly images: Float;
  /** [B] */
  readonly labels: Int;
  /** This step's number within the call, and the last one's. */
  readonly step: Int;
  readonly last: Int;
  /** This step's value of each of the optimizer's scalars. */
  readonly scalars: Readonly<Record<string, Float>>;
  /** The run's number of this step, and a seed a layer [L], for dropout; null where nothing is dropped. */
  readonly random: { readonly step: Int; readonly seeds: Int } | null;
  readonly layers: readonly DenseValues[];
  /** Handle of a variable by name. */
  readonly handle: (name: string) => Variable;
}

/** One step: forward, loss, backward, update. Gives its report [columns], and what has to happen before the next step. */
export function trainingStep(
  g: Graph,
  spec: TrainingGraphSpec,
  optimizer: GraphOptimizer,
  trained: readonly Trained[],
  inputs: StepInputs,
): { report: Float; updates: readonly Operation[] } {
  const { images, labels, layers } = inputs;
  const traces = forward(g, layers, images, (layer, input) => {
    const rate = spec.dropout[layer] ?? 0;
    if (rate === 0 || inputs.random === null) return null;
    const { seeds, step } = inputs.random;
    return dropoutMask(g, input, rate, gather(g, seeds, g.int(layer)), step);
  });
  const outputs = traces.at(-1)!.a;
  const loss =
    spec.loss === 'crossEntropy'
      ? crossEntropy(g, outputs, labels, spec.network.classes, spec.labelSmoothing)
      : meanSquaredError(g, outputs, images, spec.network.classes);

  // The mean over the batch, also when it is a short one.
  const share = unary(g, 'Reciprocal', toFloat(g, size(g, labels)));
  const lowest = Math.min(...trained.map(({ layer }) => layer));
  const perLayer = backward(g, layers, traces, binary(g, 'Mul', loss.dOutputs, share), lowest);
  const raw = trained.map(({ layer, isBias }) => {
    const { weights, bias } = perLayer[layer]!;
    return isBias ? bias : withPenaltyGradient(g, weights, layers[layer]!.weights, spec.penalty);
  });
  const penalties = trained
    .filter(({ isBias }) => !isBias)
    .map(({ layer }) => penalty(g, layers[layer]!.weights, spec.penalty))
    .filter((value) => value !== null);
  const penaltySum = addAll(g, penalties) ?? g.float(0);

  const norm =
    spec.clipNorm === null ? normOfLastStep(g, raw, inputs.step, inputs.last) : globalNorm(g, raw);
  const gradients = spec.clipNorm === null ? raw : clipped(g, raw, norm, spec.clipNorm);

  const after = [...gradients, penaltySum];
  const updates = trained.flatMap(({ name, layer, isBias }, i) =>
    optimizer.update(g, {
      variable: inputs.handle(name),
      value: isBias ? layers[layer]!.bias : layers[layer]!.weights,
      slots: Object.fromEntries(
        optimizer.slots.map((slot) => [slot, inputs.handle(`${slot}/${name}`)]),
      ),
      gradient: gradients[i]!,
      scalars: inputs.scalars,
      after,
    }),
  );

  const correct =
    spec.loss === 'crossEntropy'
      ? sumRows(g, toFloat(g, equal(g, argMax(g, outputs), labels)))
      : g.float(0);
  const meanLoss = binary(g, 'Mul', sumRows(g, loss.perExample), share);
  return {
    report: stack(g, [meanLoss, correct, penaltySum, norm], 'float32'),
    updates: [...updates, ...averages()],
  };

  /** average ← average + (1 − d)(w − average), once every weight has its new value. */
  function averages(): Operation[] {
    const decay = spec.averageDecay;
    if (decay === null) return [];
    return trained.map(({ name }) => {
      const average = inputs.handle(averageName(name));
      const before = read(g, average, after);
      const now = read(g, inputs.handle(name), updates);
      const change = scale(g, binary(g, 'Sub', now, before), 1 - decay);
      return assign(g, average, binary(g, 'AddV2', before, change));
    });
  }
}

/** Where a batch ends: `from` + B, or the end of the call's examples. */
export function batchEnd(g: Graph, from: Int, batchSize: number, examples: Int): Int {
  return binaryInt(g, 'Minimum', binaryInt(g, 'AddV2', from, g.int(batchSize)), examples);
}

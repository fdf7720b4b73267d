import { layerSizes } from '../../core/network/spec';
import type { OptimizerSettings } from '../../core/recipe/optimizers';
import type { NetworkSpec } from '../../core/network/types';
import { backward, forward, type DenseValues } from './dense';
import { Graph, type Float, type Variable } from './graph';
import { crossEntropy } from './losses';
import {
  argMax,
  assign,
  binary,
  binaryInt,
  equal,
  gather,
  identity,
  read,
  slice,
  stack,
  sumRows,
  toFloat,
  unary,
  variable,
} from './operations';
import { graphOptimizer, type GraphOptimizer } from './optimizers';
import { addAll, penalty, withPenaltyGradient, type PenaltySettings } from './penalties';
import { savedModel, type Signature } from './saved-model';
import { whileLoop } from './while-loop';

// N examples fed, M examples of one call, B examples a batch, S steps of one call, D inputs, H outputs of a layer, K classes.

/** A variable of the session: a weight, a bias, or an optimizer's slot of one. */
export interface VariableSpec {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface TrainingGraphSpec {
  readonly network: NetworkSpec;
  readonly optimizer: OptimizerSettings;
  /** B; 1 or more. */
  readonly batchSize: number;
  /** Layers that keep their weights, by index; the others train. */
  readonly frozenLayers: readonly number[];
  readonly penalty: PenaltySettings;
  /** 0 to below 1. */
  readonly labelSmoothing: number;
}

/** What one step reports; the columns of the train call's `steps` output. */
export const stepColumns = ['loss', 'correct', 'penalty'] as const;

export interface TrainingGraph {
  readonly optimizer: GraphOptimizer;
  /** `saved_model.pb` */
  readonly bytes: Uint8Array;
  /** Weights first, layer by layer, then slots: the order of a checkpoint's tensors. */
  readonly variables: readonly VariableSpec[];
}

/** Names and shapes of the weights, in order: `layer0.weight` [D, H], `layer0.bias` [H], … */
export function weightSpecs(network: NetworkSpec): VariableSpec[] {
  return layerSizes(network).flatMap(({ inputs, outputs }, i) => [
    { name: `layer${i}.weight`, shape: [inputs, outputs] },
    { name: `layer${i}.bias`, shape: [outputs] },
  ]);
}

/**
 * The whole training as one TensorFlow graph: forward, loss, backward, update and the loop over mini-batches, so that a call
 * costs one crossing into libtensorflow however many steps it runs. Weights and slots live in the session as variables.
 *
 * Signatures:
 * - `load`: a value a variable → sets them all.
 * - `train`: images [N, D] float32, labels [N] int32, order [M] int32 (indices into images), and of each of the optimizer's
 *   scalars a vector [S] → steps [S, columns]. Batches are order[0…B), order[B…2B), …; the last one may be short.
 * - `read`: → every variable.
 * - `logits`: images [N, D] → logits [N, K].
 */
export function trainingGraph(spec: TrainingGraphSpec): TrainingGraph {
  const g = new Graph();
  const weights = weightSpecs(spec.network);
  const optimizer = graphOptimizer(spec.optimizer);
  const slotName = (slot: string, weight: string) => `${slot}/${weight}`;
  const trained = weights
    .map((weight, i) => ({ ...weight, layer: i >> 1, isBias: i % 2 === 1 }))
    .filter(({ layer }) => !spec.frozenLayers.includes(layer));
  const slots = optimizer.slots.flatMap((slot) =>
    trained.map(({ name, shape }) => ({ name: slotName(slot, name), shape })),
  );
  const variables = [...weights, ...slots];
  const handles = new Map(variables.map((v) => [v.name, variable(g, v.name, v.shape)]));
  const handle = (name: string): Variable => handles.get(name)!;
  const activations = [...spec.network.hidden.map((h) => h.activation), null];

  const layersFrom = (value: (name: string) => Float): DenseValues[] =>
    activations.map((activation, i) => ({
      weights: value(`layer${i}.weight`),
      bias: value(`layer${i}.bias`),
      activation,
    }));

  return {
    optimizer,
    variables,
    bytes: savedModel(g, {
      load: loadSignature(),
      train: trainSignature(),
      read: {
        inputs: {},
        outputs: Object.fromEntries(variables.map((v) => [v.name, read(g, handle(v.name))])),
      },
      logits: logitsSignature(),
    }),
  };

  function loadSignature(): Signature {
    const inputs = Object.fromEntries(
      variables.map((v) => [v.name, g.placeholder(`load/${v.name}`, 'float32', v.shape)]),
    );
    const assigned = variables.map((v) => assign(g, handle(v.name), inputs[v.name]!));
    return { inputs, outputs: { done: identity(g, g.float(1), assigned) } };
  }

  function logitsSignature(): Signature {
    const images = g.placeholder('logits/images', 'float32', [-1, spec.network.inputs]);
    const layers = layersFrom((name) => read(g, handle(name)));
    return { inputs: { images }, outputs: { logits: forward(g, layers, images).at(-1)!.a } };
  }

  function trainSignature(): Signature {
    const images = g.placeholder('images', 'float32', [-1, spec.network.inputs]);
    const labels = g.placeholder('labels', 'int32', [-1]);
    const order = g.placeholder('order', 'int32', [-1]);
    const scalarNames = Object.keys(optimizer.scalars);
    const scalars = Object.fromEntries(
      scalarNames.map((name) => [name, g.placeholder(`scalar/${name}`, 'float32', [-1])]),
    );
    const size = (x: typeof order | Float) =>
      g.add('Size', [x], { T: { type: x.dtype }, out_type: { type: 'int32' } }).output('int32');
    const examples = size(order);
    const steps = size(scalars[scalarNames[0]!]!);
    const report = g.add('TensorArrayV3', [steps], {
      dtype: { type: 'float32' },
      element_shape: { shape: [stepColumns.length] },
      dynamic_size: { b: false },
      clear_after_read: { b: true },
      identical_element_shapes: { b: true },
      tensor_array_name: { s: '' },
    });
    const reportHandle = report.output('resource', 0);

    const end = whileLoop(
      g,
      { at: g.int(0), step: g.int(0), flow: report.output('float32', 1) },
      ({ state, outside }) =>
        g.add('Less', [state.at, outside(examples)], { T: { type: 'int32' } }).output('bool'),
      ({ state, outside }) => {
        const to = binaryInt(
          g,
          'Minimum',
          binaryInt(g, 'AddV2', state.at, g.int(spec.batchSize)),
          outside(examples),
        );
        const batch = slice(g, outside(order), state.at, to);
        const x = gather(g, outside(images), batch);
        const y = gather(g, outside(labels), batch);

        const before = [state.at];
        const layers = layersFrom((name) => read(g, outside(handle(name)), before));
        const traces = forward(g, layers, x);
        const logits = traces.at(-1)!.a;
        const loss = crossEntropy(g, logits, y, spec.network.classes, spec.labelSmoothing);
        // The mean over the batch, also when it is a short one.
        const share = unary(g, 'Reciprocal', toFloat(g, binaryInt(g, 'Sub', to, state.at)));
        const lowest = Math.min(...trained.map(({ layer }) => layer));
        const dLogits = binary(g, 'Mul', loss.dLogits, share);
        const perLayer = backward(g, layers, traces, dLogits, lowest);
        const gradients = trained.map(({ layer, isBias }) => {
          const { weights, bias } = perLayer[layer]!;
          return isBias
            ? bias
            : withPenaltyGradient(g, weights, layers[layer]!.weights, spec.penalty);
        });
        const penalties = trained
          .filter(({ isBias }) => !isBias)
          .map(({ layer }) => penalty(g, layers[layer]!.weights, spec.penalty))
          .filter((value) => value !== null);
        const penaltySum = addAll(g, penalties) ?? g.float(0);

        const now = Object.fromEntries(
          scalarNames.map((name) => [name, gather(g, outside(scalars[name]!), state.step)]),
        );
        const after = [...gradients, penaltySum];
        const updates = trained.flatMap(({ name, layer, isBias }, i) =>
          optimizer.update(g, {
            variable: outside(handle(name)),
            value: isBias ? layers[layer]!.bias : layers[layer]!.weights,
            slots: Object.fromEntries(
              optimizer.slots.map((slot) => [slot, outside(handle(slotName(slot, name)))]),
            ),
            gradient: gradients[i]!,
            scalars: now,
            after,
          }),
        );

        const meanLoss = binary(g, 'Mul', sumRows(g, loss.perExample), share);
        const correct = sumRows(g, toFloat(g, equal(g, argMax(g, logits), y)));
        const flow = g
          .add(
            'TensorArrayWriteV3',
            [
              outside(reportHandle),
              state.step,
              stack(g, [meanLoss, correct, penaltySum], 'float32'),
              state.flow,
            ],
            { T: { type: 'float32' } },
          )
          .output('float32');
        return {
          at: identity(g, to, updates),
          step: binaryInt(g, 'AddV2', state.step, g.int(1)),
          flow,
        };
      },
    );
    const range = g
      .add('Range', [g.int(0), steps, g.int(1)], { Tidx: { type: 'int32' } })
      .output('int32');
    const rows = g
      .add(
        'TensorArrayGatherV3',
        [reportHandle, range, end.flow],
        { dtype: { type: 'float32' }, element_shape: { shape: [stepColumns.length] } },
        { after: [end.at] },
      )
      .output('float32');
    return { inputs: { images, labels, order, ...scalars }, outputs: { steps: rows } };
  }
}

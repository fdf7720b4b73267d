import type { Recipe } from '../../core/recipe/schema';
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
import { graphOptimizer } from './optimizers';
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
  readonly optimizer: Recipe['optimizer'];
  readonly batchSize: number;
}

/** What one step reports; the columns of the train call's `steps` output. */
export const stepColumns = ['loss', 'correct'] as const;

export interface TrainingGraph {
  /** `saved_model.pb` */
  readonly bytes: Uint8Array;
  /** Weights first, layer by layer, then slots: the order of a checkpoint's tensors. */
  readonly variables: readonly VariableSpec[];
}

/** Names and shapes of the weights, in order: `layer0.weight` [D, H], `layer0.bias` [H], … */
export function weightSpecs(network: NetworkSpec): VariableSpec[] {
  const sizes = [network.inputs, ...network.hidden.map((h) => h.units), network.classes];
  return sizes.slice(1).flatMap((outputs, i) => [
    { name: `layer${i}.weight`, shape: [sizes[i]!, outputs] },
    { name: `layer${i}.bias`, shape: [outputs] },
  ]);
}

/**
 * The whole training as one TensorFlow graph: forward, loss, backward, update and the loop over mini-batches, so that a call
 * costs one crossing into libtensorflow however many steps it runs. Weights and slots live in the session as variables.
 *
 * Signatures:
 * - `load`: a value a variable → sets them all.
 * - `train`: images [N, D] float32, labels [N] int32, order [M] int32 (indices into images), learningRate [S] float32 →
 *   steps [S, columns]. Batches are order[0…B), order[B…2B), …; the last one may be short.
 * - `read`: → every variable.
 * - `logits`: images [N, D] → logits [N, K].
 */
export function trainingGraph(spec: TrainingGraphSpec): TrainingGraph {
  const g = new Graph();
  const weights = weightSpecs(spec.network);
  const optimizer = graphOptimizer(spec.optimizer);
  const slotName = (slot: string, weight: string) => `${slot}/${weight}`;
  const slots = optimizer.slots.flatMap((slot) =>
    weights.map(({ name, shape }) => ({ name: slotName(slot, name), shape })),
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
    const learningRate = g.placeholder('learningRate', 'float32', [-1]);
    const size = (x: typeof order | Float) =>
      g.add('Size', [x], { T: { type: x.dtype }, out_type: { type: 'int32' } }).output('int32');
    const examples = size(order);
    const steps = size(learningRate);
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
        const loss = crossEntropy(g, logits, y);
        // The mean over the batch, also when it is a short one.
        const share = unary(g, 'Reciprocal', toFloat(g, binaryInt(g, 'Sub', to, state.at)));
        const gradients = backward(g, layers, traces, binary(g, 'Mul', loss.dLogits, share));
        const all = gradients.flatMap((layer) => [layer.weights, layer.bias]);

        const rate = gather(g, outside(learningRate), state.step);
        const updates = weights.map(({ name }, i) =>
          optimizer.update(g, {
            variable: outside(handle(name)),
            slots: Object.fromEntries(
              optimizer.slots.map((slot) => [slot, outside(handle(slotName(slot, name)))]),
            ),
            gradient: all[i]!,
            learningRate: rate,
            after: all,
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
              stack(g, [meanLoss, correct], 'float32'),
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
    return { inputs: { images, labels, order, learningRate }, outputs: { steps: rows } };
  }
}

import { forward, type DenseValues } from './dense';
import { Graph, type Float, type Int, type Variable } from './graph';
import { assign, binaryInt, gather, identity, read, size, slice, variable } from './operations';
import { packedLength, unpackImages } from './packed-images';
import { graphOptimizer, type GraphOptimizer } from './optimizers';
import { savedModel, type Signature, type Signatures } from './saved-model';
import { averageName, weightSpecs, type TrainingGraphSpec, type VariableSpec } from './spec';
import { batchEnd, stepColumns, trainingStep, type Trained } from './step';
import { whileLoop } from './while-loop';

// N examples fed, M examples of one call, B examples a batch, S steps of one call, L layers, D inputs, K classes.

export type Call = 'load' | 'train' | 'read' | 'logits';

export interface TrainingGraph {
  /** `saved_model.pb` */
  readonly bytes: Uint8Array;
  readonly signatures: Signatures<Call>;
  /** Weights first, layer by layer, then slots, then averages: the order of a checkpoint's tensors. */
  readonly variables: readonly VariableSpec[];
  readonly optimizer: GraphOptimizer;
}

/**
 * The whole training as one TensorFlow graph: forward, loss, backward, update and the loop over mini-batches, so that a call
 * costs one crossing into libtensorflow however many steps it runs. Weights and slots live in the session as variables.
 *
 * Signatures:
 * - `load`: a value a variable → sets them all.
 * - `train`: images [N, ⌈D/4⌉] int32 (bytes, four by four), shift and scale [] float32
 *   (byte b stands for the input (b + shift) · scale), labels [N] int32, order [M] int32 (indices into images), and of each of the optimizer's
 *   scalars a vector [S]; with dropout also firstStep [] and dropoutSeeds [L] int32 → steps [S, columns]. Batches are
 *   order[0…B), order[B…2B), …; the last one may be short.
 * - `read`: → every variable.
 * - `logits`: images [N, D] → logits [N, K], by the averaged weights where an average is kept.
 */
export function trainingGraph(spec: TrainingGraphSpec): TrainingGraph {
  const g = new Graph();
  const weights = weightSpecs(spec.network);
  const optimizer = graphOptimizer(spec.optimizer);
  const trained: Trained[] = weights
    .map((weight, i) => ({ ...weight, layer: i >> 1, isBias: i % 2 === 1 }))
    .filter(({ layer }) => !spec.frozenLayers.includes(layer));
  const beside = (name: (weight: string) => string): VariableSpec[] =>
    trained.map((weight) => ({ name: name(weight.name), shape: weight.shape }));
  const variables = [
    ...weights,
    ...optimizer.slots.flatMap((slot) => beside((weight) => `${slot}/${weight}`)),
    ...(spec.averageDecay === null ? [] : beside(averageName)),
  ];
  const handles = new Map(variables.map((v) => [v.name, variable(g, v.name, v.shape)]));
  const handle = (name: string): Variable => handles.get(name)!;

  const layersFrom = (value: (name: string) => Float): DenseValues[] =>
    [...spec.network.hidden.map((h) => h.activation), null].map((activation, i) => ({
      weights: value(`layer${i}.weight`),
      bias: value(`layer${i}.bias`),
      activation,
    }));

  const signatures: Signatures<Call> = {
    load: loadSignature(),
    train: trainSignature(),
    read: {
      inputs: {},
      outputs: Object.fromEntries(variables.map((v) => [v.name, read(g, handle(v.name))])),
    },
    logits: logitsSignature(),
  };
  return { optimizer, variables, signatures, bytes: savedModel(g) };

  function loadSignature(): Signature {
    const inputs = Object.fromEntries(
      variables.map((v) => [v.name, g.placeholder(`load/${v.name}`, 'float32', v.shape)]),
    );
    const assigned = variables.map((v) => assign(g, handle(v.name), inputs[v.name]!));
    return { inputs, outputs: { done: identity(g, g.float(1), assigned) } };
  }

  function logitsSignature(): Signature {
    const images = g.placeholder('logits/images', 'float32', [-1, spec.network.inputs]);
    const layers = layersFrom((name) => read(g, handles.get(averageName(name)) ?? handle(name)));
    return { inputs: { images }, outputs: { logits: forward(g, layers, images).at(-1)!.a } };
  }

  function trainSignature(): Signature {
    const images = g.placeholder('images', 'int32', [-1, packedLength(spec.network.inputs)]);
    const preprocessing = {
      shift: g.placeholder('shift', 'float32', []),
      scale: g.placeholder('scale', 'float32', []),
    };
    const labels = g.placeholder('labels', 'int32', [-1]);
    const order = g.placeholder('order', 'int32', [-1]);
    const scalars = Object.fromEntries(
      Object.keys(optimizer.scalars).map((name) => [
        name,
        g.placeholder(`scalar/${name}`, 'float32', [-1]),
      ]),
    );
    const random = spec.dropout.some((rate) => rate > 0)
      ? {
          firstStep: g.placeholder('firstStep', 'int32', []),
          dropoutSeeds: g.placeholder('dropoutSeeds', 'int32', [-1]),
        }
      : null;
    const examples = size(g, order);
    const steps = size(g, Object.values(scalars)[0]!);
    const last = binaryInt(g, 'Sub', steps, g.int(1));
    const reports = new Reports(g, steps);

    const end = whileLoop(
      g,
      { at: g.int(0), step: g.int(0), reports: reports.empty },
      ({ state, outside }) =>
        g.add('Less', [state.at, outside(examples)], { T: { type: 'int32' } }).output('bool'),
      ({ state, outside }) => {
        const to = batchEnd(g, state.at, spec.batchSize, outside(examples));
        const batch = slice(g, outside(order), state.at, to);
        const { report, updates } = trainingStep(g, spec, optimizer, trained, {
          images: unpackImages(
            g,
            gather(g, outside(images), batch),
            { shift: outside(preprocessing.shift), scale: outside(preprocessing.scale) },
            spec.network.inputs,
          ),
          labels: gather(g, outside(labels), batch),
          step: state.step,
          last: outside(last),
          scalars: Object.fromEntries(
            Object.entries(scalars).map(([name, all]) => [
              name,
              gather(g, outside(all), state.step),
            ]),
          ),
          random: random && {
            step: binaryInt(g, 'AddV2', outside(random.firstStep), state.step),
            seeds: outside(random.dropoutSeeds),
          },
          layers: layersFrom((name) => read(g, outside(handle(name)), [state.at])),
          handle: (name) => outside(handle(name)),
        });
        return {
          at: identity(g, to, updates),
          step: binaryInt(g, 'AddV2', state.step, g.int(1)),
          reports: reports.write(outside(reports.handle), state.step, report, state.reports),
        };
      },
    );
    // The last updates must have happened, too, when the call returns.
    const rows = identity(g, reports.read(end.reports, steps), [end.at]);
    return {
      inputs: { images, ...preprocessing, labels, order, ...scalars, ...random },
      outputs: { steps: rows },
    };
  }
}

/** The reports of a call's steps, gathered in a TensorArray as the loop goes: `flow` orders its writes. */
class Reports {
  readonly handle: Variable;
  readonly empty: Float;
  readonly #g: Graph;

  constructor(g: Graph, steps: Int) {
    this.#g = g;
    const array = g.add('TensorArrayV3', [steps], {
      dtype: { type: 'float32' },
      element_shape: { shape: [stepColumns.length] },
      dynamic_size: { b: false },
      clear_after_read: { b: true },
      identical_element_shapes: { b: true },
      tensor_array_name: { s: '' },
    });
    this.handle = array.output('resource', 0);
    this.empty = array.output('float32', 1);
  }

  write(handle: Variable, step: Int, report: Float, flow: Float): Float {
    return this.#g
      .add('TensorArrayWriteV3', [handle, step, report, flow], { T: { type: 'float32' } })
      .output('float32');
  }

  /** → [S, columns] */
  read(flow: Float, steps: Int): Float {
    const g = this.#g;
    const all = g
      .add('Range', [g.int(0), steps, g.int(1)], { Tidx: { type: 'int32' } })
      .output('int32');
    return g
      .add('TensorArrayGatherV3', [this.handle, all, flow], {
        dtype: { type: 'float32' },
        element_shape: { shape: [stepColumns.length] },
      })
      .output('float32');
  }
}

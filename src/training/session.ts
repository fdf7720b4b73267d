import type * as Tfjs from '@tensorflow/tfjs-node';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { Tensor } from '../core/network/safetensors';
import type { Preprocessing } from '../core/network/types';
import { randomStream } from '../core/random';
import { feedable, feedableFloats } from './feedable';
import type { GraphOptimizer } from './graph/optimizers';
import { averageName, type TrainingGraphSpec, type VariableSpec } from './graph/spec';
import { packedLength } from './graph/packed-images';
import { stepColumns } from './graph/step';
import { trainingGraph, type Call, type TrainingGraph } from './graph/training-graph';
import { LoadedGraph, type NamedTensors } from './loaded-graph';
import { tensorflow, type Tensorflow } from './tensorflow';

/** What one step of a call reports. */
export interface StepReport {
  /** Mean cross-entropy over the batch, before the update. */
  readonly loss: number;
  /** Examples of the batch whose largest logit was at their label, before the update. */
  readonly correct: number;
  /** What L1 and L2 add to the loss, before the update. */
  readonly penalty: number;
  /** √Σg² over all gradients, before clipping; measured in a call's last step only (0 before), with clipping in every one. */
  readonly gradientNorm: number;
}

/** Examples inside TensorFlow's memory, as bytes: each step turns its batch into numbers. */
export interface FedExamples {
  /** [N, ⌈D/4⌉] int32 */
  readonly images: Tfjs.Tensor;
  /** [N] int32 */
  readonly labels: Tfjs.Tensor;
  /** Byte b stands for the input (b + shift) · scale. */
  readonly shift: Tfjs.Tensor;
  readonly scale: Tfjs.Tensor;
  dispose(): void;
}

/**
 * A training graph loaded into libtensorflow, with its weights and slots. A process can hold several.
 */
export class TrainingSession {
  readonly variables: readonly VariableSpec[];
  readonly #tf: Tensorflow;
  readonly #optimizer: GraphOptimizer;
  readonly #inputs: number;
  /** Seeds of the dropout masks, one a layer, [L]; null where the graph takes none. */
  readonly #dropoutSeeds: Int32Array | null;
  readonly #graph: LoadedGraph<Call>;

  private constructor(
    { network, dropout, loss }: TrainingGraphSpec,
    seed: number,
    { variables, optimizer, bytes, signatures }: TrainingGraph,
  ) {
    this.#tf = tensorflow();
    this.#graph = new LoadedGraph(bytes, signatures);
    this.#inputs = network.inputs;
    const use = loss === 'reconstruction' ? 'corruption' : 'dropout';
    this.#dropoutSeeds = dropout.some((rate) => rate > 0)
      ? Int32Array.from(dropout, (_, layer) =>
          uniformInt(randomStream(use, seed, layer), 0, 2 ** 31 - 1),
        )
      : null;
    this.variables = variables;
    this.#optimizer = optimizer;
  }

  /** `seed` is the run's: dropout draws by it. */
  static open(spec: TrainingGraphSpec, seed: number): Promise<TrainingSession> {
    return Promise.resolve(new TrainingSession(spec, seed, trainingGraph(spec)));
  }

  /**
   * Sets every variable. Slots that are not given start at zero, averages at the weights. Throws when a weight is missing or a
   * shape differs.
   */
  load(tensors: readonly Tensor[]): void {
    const given = new Map(tensors.map((tensor) => [tensor.name, tensor]));
    this.#run('load', () =>
      Object.fromEntries(
        this.variables.map(({ name, shape }) => {
          const tensor = given.get(name) ?? given.get(averagedWeight(name));
          if (tensor === undefined) {
            if (name.startsWith('layer')) throw new Error(`No values for ${name}.`);
            const size = shape.reduce((product, n) => product * n, 1);
            return [name, this.#tensor(feedableFloats(size), shape)];
          }
          if (tensor.shape.join() !== shape.join()) {
            throw new Error(
              `${name} must be [${shape.join(', ')}], got [${tensor.shape.join(', ')}].`,
            );
          }
          return [name, this.#tensor(tensor.values, shape)];
        }),
      ),
    );
  }

  /** Every variable as it is now, in the order of `variables`. */
  tensors(): Tensor[] {
    const values = this.#run('read', () => ({}));
    return this.variables.map(({ name, shape }) => ({ name, shape, values: values[name]! }));
  }

  /** Puts images [N, D] (0–255) and labels [N] where `train` finds them: a byte a pixel. */
  feed(images: Uint8Array, labels: Uint8Array, preprocessing: Preprocessing): FedExamples {
    const n = images.length / this.#inputs;
    const { scale, offset } = preprocessing;
    const tensors = {
      images: this.#tensor(packed(images, this.#inputs), [n, packedLength(this.#inputs)]),
      labels: this.#tensor(Int32Array.from(labels), [n]),
      shift: this.#tensor(Float32Array.of(offset / scale), []),
      scale: this.#tensor(Float32Array.of(scale), []),
    };
    return {
      ...tensors,
      dispose: () => {
        this.#tf.dispose(tensors);
      },
    };
  }

  /**
   * Runs one step a batch of `order` (indices into the fed examples; the last batch may be short) at the learning rate given
   * for it, and tells of each. `learningRates` has one entry a step; `done` is how many steps the optimizer has taken before.
   */
  train(
    examples: FedExamples,
    order: Int32Array,
    learningRates: readonly number[],
    done: number,
  ): StepReport[] {
    const scalars = Object.entries(this.#optimizer.scalars).map(
      ([name, at]) =>
        [
          name,
          Float32Array.from(learningRates, (rate, step) => at(rate, done + step + 1)),
        ] as const,
    );
    const { steps } = this.#run('train', () => ({
      images: examples.images,
      labels: examples.labels,
      shift: examples.shift,
      scale: examples.scale,
      order: this.#tensor(order, [order.length]),
      ...(this.#dropoutSeeds && {
        firstStep: this.#tensor(Int32Array.of(done), []),
        dropoutSeeds: this.#tensor(this.#dropoutSeeds, [this.#dropoutSeeds.length]),
      }),
      ...Object.fromEntries(
        scalars.map(([name, values]) => [name, this.#tensor(values, [values.length])]),
      ),
    }));
    const columns = stepColumns.length;
    return learningRates.map((_, step) => {
      const [loss, correct, penalty, gradientNorm] = steps!.subarray(step * columns);
      return { loss: loss!, correct: correct!, penalty: penalty!, gradientNorm: gradientNorm! };
    });
  }

  /** images [N, D] (0–255) → logits [N, K], in slices so that memory stays small. */
  logits(images: Uint8Array, preprocessing: Preprocessing): Float32Array {
    const slice = 1000 * this.#inputs;
    const parts: Float32Array[] = [];
    for (let at = 0; at < images.length; at += slice) {
      const part = images.subarray(at, at + slice);
      const { logits } = this.#run('logits', () => ({
        images: this.#tensor(preprocess(part, preprocessing), [
          part.length / this.#inputs,
          this.#inputs,
        ]),
      }));
      parts.push(logits!);
    }
    const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  dispose(): void {
    this.#graph.dispose();
  }

  #tensor(values: Float32Array | Int32Array, shape: readonly number[]): Tfjs.Tensor {
    const dtype = values instanceof Float32Array ? 'float32' : 'int32';
    return this.#tf.tensor(feedable(values), [...shape], dtype);
  }

  /** Makes a call and copies its outputs out; frees what `inputs` made, keeps what was there before. */
  #run(call: Call, inputs: () => NamedTensors): Record<string, Float32Array> {
    const values: Record<string, Float32Array> = {};
    // Not returned from tidy: it would walk through every entry of the arrays in search of tensors.
    this.#tf.tidy(() => {
      const outputs = this.#graph.call(call, inputs());
      for (const [name, tensor] of Object.entries(outputs)) {
        values[name] = tensor.dataSync<'float32'>();
      }
    });
    return values;
  }
}

/** The weight that `average/…` averages; for any other name a name that nothing has. */
function averagedWeight(name: string): string {
  const prefix = averageName('');
  return name.startsWith(prefix) ? name.slice(prefix.length) : '';
}

/** Bytes [N, D] as int32 [N, ⌈D/4⌉]; rows whose length is no multiple of four are padded. */
function packed(images: Uint8Array, inputs: number): Int32Array {
  const rowBytes = 4 * packedLength(inputs);
  const n = images.length / inputs;
  const { buffer, byteOffset } = feedableFloats((n * rowBytes) / 4);
  const bytes = new Uint8Array(buffer, byteOffset);
  if (rowBytes === inputs) bytes.set(images);
  else {
    for (let i = 0; i < n; i++) {
      bytes.set(images.subarray(i * inputs, (i + 1) * inputs), i * rowBytes);
    }
  }
  return new Int32Array(buffer, byteOffset);
}

/** Pixels 0–255 → inputs, through a table of the 256 values there are. */
function preprocess(pixels: Uint8Array, { scale, offset }: Preprocessing): Float32Array {
  const table = Float32Array.from({ length: 256 }, (_, p) => p * scale + offset);
  const inputs = feedableFloats(pixels.length);
  for (let i = 0; i < pixels.length; i++) inputs[i] = table[pixels[i]!]!;
  return inputs;
}

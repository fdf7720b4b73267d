import type { GraphProto } from 'onnx-buf';
import { UserError } from '../errors';
import { PIXELS, type Network, type Preprocessing } from '../network/types';
import { arithmetic } from './import-arithmetic';
import { layerOperators } from './import-layers';
import { Operation, type ReadOperator } from './import-operator';
import { shapeOperators } from './import-shapes';
import { withoutFactor, type FoundLayer, type Value } from './import-values';
import { propsToMetadata } from './metadata';
import { decodeModel, describeValue, toValue } from './read';
import { readTensor, refuseExternal } from './tensor-data';

/**
 * What programs give a network in place of pixels 0–255, where the file does not do it itself: most networks made elsewhere were
 * trained on one of these, and only trying tells which.
 */
export const inputScalings = {
  /** 0–255: a file of ours, or another that scales inside. */
  pixels: { scale: 1, offset: 0 },
  /** 0–1: torchvision's ToTensor. */
  unit: { scale: 1 / 255, offset: 0 },
  /** −1 to 1: the article's. */
  signed: { scale: 2 / 255, offset: -1 },
  /** Mean 0 and deviation 1 over MNIST, by the usual rounded figures. */
  standard: { scale: 1 / (255 * 0.3081), offset: -0.1307 / 0.3081 },
} as const satisfies Record<string, Preprocessing>;

const operators: Readonly<Record<string, ReadOperator>> = {
  ...arithmetic,
  ...layerOperators,
  ...shapeOperators,
};

/**
 * Reads a network out of an ONNX file of any program, so that it can be trained on: dense layers (Gemm, or MatMul and Add) each
 * followed by one of our activations, pixels scaled and flattened before them, Softmax or LogSoftmax behind them or not. The
 * file's first output counts; what does not lead to it is not looked at.
 *
 * @param name the file as a person knows it; stands in errors
 * @param input what becomes of a pixel (0–255) before the file gets it; the file's own scaling comes on top
 * @throws UserError for everything else, naming the operator and the node, or the tensor
 */
export function importOnnx(bytes: Uint8Array, name: string, input: Preprocessing): Network {
  const { model, graph } = decodeModel(bytes, name);
  const layers = follow(graph, name);
  const [first, last] = [layers[0]!, layers.at(-1)!];
  const pixels = first.input!;
  if (first.inputs !== PIXELS) {
    throw new UserError('onnx.inputSize', { file: name, got: first.inputs, expected: PIXELS });
  }
  if (last.outputs < 2) throw new UserError('onnx.oneClass', { file: name });
  const metadata = propsToMetadata(model.metadataProps);
  const names = metadata.class_names;
  return {
    spec: {
      inputs: PIXELS,
      hidden: layers
        .slice(0, -1)
        .map(({ outputs, activation }) => ({ units: outputs, activation: activation! })),
      classes: last.outputs,
    },
    layers: layers.map(({ weights, bias }) => ({ weights, bias })),
    preprocessing: exact(
      {
        scale: input.scale * pixels.scale,
        offset: input.offset * pixels.scale + pixels.offset,
      },
      metadata.preprocessing,
    ),
    classNames:
      names?.length === last.outputs
        ? names
        : Array.from({ length: last.outputs }, (_, k) => String(k)),
  };
}

/** What the file's metadata say of preprocessing where its graph has the same as float32. */
function exact(found: Preprocessing, said: Preprocessing | null): Preprocessing {
  const same = (a: number, b: number) => Math.fround(a) === Math.fround(b);
  return said !== null && same(said.scale, found.scale) && same(said.offset, found.offset)
    ? said
    : found;
}

/** Goes through the graph in its order, which ONNX wants to be one of computation, to its first output. */
function follow(graph: GraphProto, file: string): readonly FoundLayer[] {
  const values = new Map<string, Value>();
  for (const tensor of graph.initializer) refuseExternal(tensor, file, tensor.name);
  for (const tensor of graph.initializer) {
    values.set(
      tensor.name,
      orRefused(() => ({ kind: 'constant', ...readTensor(tensor, file, tensor.name) })),
    );
  }
  const inputs = graph.input.filter((value) => !values.has(value.name)).map(toValue);
  const [image] = inputs;
  if (image === undefined || inputs.length > 1) {
    throw new UserError('onnx.inputs', {
      file,
      found: inputs.map(describeValue).join(', ') || '–',
    });
  }
  values.set(image.name, {
    kind: 'pixels',
    shape: image.shape?.map((size) => (typeof size === 'number' ? size : null)) ?? null,
    scale: 1,
    offset: 0,
  });

  const output = graph.output[0]?.name ?? '';
  let last: Operation | undefined;
  for (const node of graph.node) {
    const given = node.input.map((name) => (name === '' ? undefined : values.get(name)));
    const operation = new Operation(node, file, given);
    const [first] = node.output;
    if (first === undefined) continue;
    values.set(
      first,
      orRefused(() => read(operation)),
    );
    if (first === output) last = operation;
  }
  const result = values.get(output);
  if (result?.kind === 'refused') throw result.error;
  if (result === undefined || last === undefined) throw new UserError('onnx.noNetwork', { file });
  return logitLayers(result, last);
}

function read(operation: Operation): Value {
  const { domain, opType } = operation.node;
  const known = domain === '' || domain === 'ai.onnx' ? operators[opType] : undefined;
  // What came before is the reason to name, not what follows from it.
  const broken = operation.inputs.find((value) => value?.kind === 'refused');
  if (broken?.kind === 'refused') throw broken.error;
  if (known === undefined) throw operation.unknown();
  return known(operation);
}

/** The layers that lead to logits, or to probabilities made of them. */
function logitLayers(result: Value, operation: Operation): readonly FoundLayer[] {
  switch (result.kind) {
    case 'sums':
      return withoutFactor(result);
    case 'probabilities':
      return result.layers;
    case 'geluPart':
      throw operation.noGelu();
    case 'activated':
      throw new UserError('onnx.noLogits', {
        file: operation.file,
        activation: result.layers.at(-1)!.activation!,
      });
    default:
      throw operation.misplaced();
  }
}

/** A value that cannot be read stays harmless until the output turns out to depend on it. */
function orRefused(make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (error instanceof UserError) return { kind: 'refused', error };
    throw error;
  }
}

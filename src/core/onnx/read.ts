import { fromBinary } from '@bufbuild/protobuf';
import {
  ModelProtoSchema,
  TensorProto_DataType,
  type GraphProto,
  type ModelProto,
  type TensorShapeProto_Dimension,
  type ValueInfoProto,
} from 'onnx-buf';
import { UserError } from '../errors';
import { propsToMetadata, type FileMetadata } from './metadata';

/** What an ONNX file says of itself, whoever wrote it. */
export interface OnnxFile {
  /** Program and version, as the file names them; '' where it does not. */
  readonly producer: string;
  /** Version of ONNX's own operators. */
  readonly opset: number;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Elements of all initializers: in a file of ours, weights and biases. */
  readonly parameters: number;
  readonly metadata: FileMetadata;
}

export interface OnnxValue {
  readonly name: string;
  /** 'float', 'uint8', … as ONNX calls it; null where it is no tensor. */
  readonly type: string | null;
  /** A size, or the name of a free dimension ('' where it has none); null where the file gives no shape. */
  readonly shape: readonly (number | string)[] | null;
}

/**
 * @param name the file as a person knows it; stands in the error.
 * @throws UserError `onnx.notOnnx` when the bytes are no ONNX model.
 */
export function readOnnx(bytes: Uint8Array, name: string): OnnxFile {
  const { model, graph, opset } = decodeModel(bytes, name);
  const initializers = new Set(graph.initializer.map((tensor) => tensor.name));
  return {
    producer: `${model.producerName} ${model.producerVersion}`.trim(),
    opset,
    // Up to IR version 3 initializers had to be listed among the inputs.
    inputs: graph.input.filter(({ name: input }) => !initializers.has(input)).map(toValue),
    outputs: graph.output.map(toValue),
    parameters: graph.initializer.reduce(
      (sum, { dims }) => sum + dims.reduce((size, dim) => size * Number(dim), 1),
      0,
    ),
    metadata: propsToMetadata(model.metadataProps),
  };
}

/** The file as protobuf has it. Throws as `readOnnx` does. */
export function decodeModel(
  bytes: Uint8Array,
  name: string,
): { model: ModelProto; graph: GraphProto; opset: number } {
  const model = decode(bytes, name);
  const graph = model.graph;
  const opset = model.opsetImport.find(({ domain }) => domain === '' || domain === 'ai.onnx');
  // Protobuf takes many byte sequences for a message of unknown fields; every ONNX model has these.
  if (graph === undefined || opset === undefined || graph.node.length === 0) {
    throw new UserError('onnx.notOnnx', { file: name });
  }
  return { model, graph, opset: Number(opset.version) };
}

function decode(bytes: Uint8Array, name: string): ModelProto {
  try {
    return fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    throw new UserError('onnx.notOnnx', { file: name }, { cause });
  }
}

export function toValue({ name, type }: ValueInfoProto): OnnxValue {
  if (type?.value.case !== 'tensorType') return { name, type: null, shape: null };
  const { elemType, shape } = type.value.value;
  return {
    name,
    type: TensorProto_DataType[elemType]?.toLowerCase() ?? null,
    shape: shape?.dim.map(toSize) ?? null,
  };
}

function toSize({ value }: TensorShapeProto_Dimension): number | string {
  switch (value.case) {
    case 'dimValue':
      return Number(value.value);
    case 'dimParam':
      return value.value;
    case undefined:
      return '';
  }
}

/** `image float [N, 28, 28]`, as a person reads it. */
export function describeValue({ name, type, shape }: OnnxValue): string {
  const sizes = shape?.map((size) => (size === '' ? '?' : size)).join(', ');
  return [name, type ?? 'not a tensor', ...(sizes === undefined ? [] : [`[${sizes}]`])].join(' ');
}

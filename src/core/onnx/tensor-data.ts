import { TensorProto_DataLocation, TensorProto_DataType, type TensorProto } from 'onnx-buf';
import { UserError } from '../errors';

/** A tensor of a file: numbers row-major in `shape`; [] is a scalar. */
export interface TensorData {
  readonly shape: readonly number[];
  /** float32 as it is; every other type that is read, as float64. */
  readonly values: Float32Array | Float64Array;
}

/** How one type of numbers is written in raw_data, little-endian, and where it is if not there. */
interface NumberType {
  readonly bytes: number;
  readonly read: (view: DataView, at: number) => number;
  readonly listed: (tensor: TensorProto) => readonly number[];
  readonly isFloat32?: true;
}

/** The types that occur in networks of dense layers. */
const types: Partial<Record<number, NumberType>> = {
  [TensorProto_DataType.FLOAT]: {
    bytes: 4,
    read: (view, at) => view.getFloat32(at, true),
    listed: (tensor) => tensor.floatData,
    isFloat32: true,
  },
  [TensorProto_DataType.DOUBLE]: {
    bytes: 8,
    read: (view, at) => view.getFloat64(at, true),
    listed: (tensor) => tensor.doubleData,
  },
  [TensorProto_DataType.INT32]: {
    bytes: 4,
    read: (view, at) => view.getInt32(at, true),
    listed: (tensor) => tensor.int32Data,
  },
  [TensorProto_DataType.INT64]: {
    bytes: 8,
    read: (view, at) => Number(view.getBigInt64(at, true)),
    listed: (tensor) => tensor.int64Data.map(Number),
  },
  [TensorProto_DataType.BOOL]: {
    bytes: 1,
    read: (view, at) => view.getUint8(at),
    listed: (tensor) => tensor.int32Data,
  },
};

/**
 * The numbers of a tensor that stands in the file itself.
 * @param name by which errors call the tensor
 * @throws UserError where they are in another file, of another type, or not as many as the shape says
 */
export function readTensor(tensor: TensorProto, file: string, name: string): TensorData {
  refuseExternal(tensor, file, name);
  const type = types[tensor.dataType];
  if (type === undefined) {
    const known = TensorProto_DataType[tensor.dataType]?.toLowerCase();
    throw new UserError('onnx.tensorType', { file, tensor: name, type: known ?? tensor.dataType });
  }
  const shape = tensor.dims.map(Number);
  const size = shape.reduce((product, n) => product * n, 1);
  const raw = tensor.rawData;
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const listed = raw.length === 0 ? type.listed(tensor) : null;
  const count = listed?.length ?? raw.length / type.bytes;
  if (count !== size) {
    throw new UserError('onnx.tensorSize', {
      file,
      tensor: name,
      shape: shape.join(' × ') || '1',
      expected: size,
      got: count,
    });
  }
  const at = (i: number) => (listed === null ? type.read(view, i * type.bytes) : listed[i]!);
  const values = type.isFloat32 ? new Float32Array(size) : new Float64Array(size);
  for (let i = 0; i < size; i++) values[i] = at(i);
  return { shape, values };
}

/** Throws a UserError naming the tensor and the file its numbers are in, where that is not this one. */
export function refuseExternal(tensor: TensorProto, file: string, name: string): void {
  if (tensor.dataLocation !== TensorProto_DataLocation.EXTERNAL) return;
  const location = tensor.externalData.find(({ key }) => key === 'location')?.value ?? '?';
  throw new UserError('onnx.external', { file, tensor: name, location });
}

/** [rows, columns] → [columns, rows] */
export function transposed({ shape, values }: TensorData): TensorData {
  const [rows, columns] = shape as [number, number];
  const turned = values.slice();
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      turned[column * rows + row] = values[row * columns + column]!;
    }
  }
  return { shape: [columns, rows], values: turned };
}

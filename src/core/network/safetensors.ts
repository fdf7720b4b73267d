import { strFromU8, strToU8 } from 'fflate';
import { UserError } from '../errors';

// The safetensors format (https://huggingface.co/docs/safetensors): 8 bytes little-endian length of the header; a JSON header
// { name: { dtype, shape, data_offsets: [begin, end] } } whose offsets count from the header's end; then the numbers, without
// gaps or overlaps. Only float32 is written or read here. Numbers are copied as the machine keeps them: every machine that
// libtensorflow runs on is little-endian.

/** A named float32 array with its shape, row-major. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export type TensorMetadata = Readonly<Record<string, string>>;

const LENGTH_BYTES = 8;
const METADATA = '__metadata__';
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** The format's own limit; also keeps a damaged length from being believed. */
const MAX_HEADER_BYTES = 100_000_000;

const sizeOf = (shape: readonly number[]) => shape.reduce((size, n) => size * n, 1);

/**
 * A safetensors file. The tensors are written in the order given and the metadata sorted by key, so that the same input always
 * gives the same bytes. Names must differ; every tensor must have as many values as its shape says.
 */
export function encodeTensors(
  tensors: readonly Tensor[],
  metadata: TensorMetadata = {},
): Uint8Array<ArrayBuffer> {
  const names = new Set([METADATA]);
  const entries: string[] = [];
  const keys = Object.keys(metadata).sort();
  if (keys.length > 0) {
    const pairs = keys.map((key) => `${JSON.stringify(key)}:${JSON.stringify(metadata[key])}`);
    entries.push(`"${METADATA}":{${pairs.join(',')}}`);
  }
  let end = 0;
  for (const { name, shape, values } of tensors) {
    if (names.has(name)) throw new RangeError(`two tensors are named "${name}"`);
    names.add(name);
    if (sizeOf(shape) !== values.length) {
      throw new RangeError(`"${name}" has ${values.length} values, not [${shape.join(', ')}]`);
    }
    const begin = end;
    end += values.byteLength;
    const entry = { dtype: 'F32', shape, data_offsets: [begin, end] };
    entries.push(`${JSON.stringify(name)}:${JSON.stringify(entry)}`);
  }

  const json = strToU8(`{${entries.join(',')}}`);
  // Spaces at its end bring the header to a multiple of 8 bytes, so that readers may map the numbers in place.
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + headerBytes + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(json, LENGTH_BYTES);
  bytes.fill(0x20, LENGTH_BYTES + json.length, LENGTH_BYTES + headerBytes);
  let at = LENGTH_BYTES + headerBytes;
  for (const { values } of tensors) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/**
 * Reads a safetensors file whole; the tensors come in the order of their numbers in the file. `where` names the file in errors.
 * Throws a UserError for anything that is not exactly such a file.
 */
export function decodeTensors(
  bytes: Uint8Array,
  where: string,
): { tensors: Tensor[]; metadata: TensorMetadata } {
  const { header, dataStart } = readHeader(bytes, where);
  const { [METADATA]: rawMetadata, ...rawEntries } = header;
  const entries = Object.entries(rawEntries)
    .map(([name, raw]) => readEntry(name, raw, where))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);

  let expected = 0;
  const tensors: Tensor[] = [];
  for (const { name, shape, begin, end } of entries) {
    if (begin !== expected) {
      throw new UserError('safetensors.gap', { where, tensor: name, expected, got: begin });
    }
    expected = end;
    if (dataStart + end > bytes.length) break; // reported below, with the whole length
    const copy = new Uint8Array(end - begin);
    copy.set(bytes.subarray(dataStart + begin, dataStart + end));
    tensors.push({ name, shape, values: new Float32Array(copy.buffer) });
  }
  const last = entries.at(-1)?.end ?? 0;
  if (dataStart + last !== bytes.length) {
    throw new UserError('safetensors.length', {
      where,
      expected: dataStart + last,
      got: bytes.length,
    });
  }
  return { tensors, metadata: readMetadata(rawMetadata, where) };
}

type JsonObject = Record<string, unknown>;
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;
const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every(isCount);

function readHeader(bytes: Uint8Array, where: string): { header: JsonObject; dataStart: number } {
  if (bytes.length < LENGTH_BYTES) {
    throw new UserError('safetensors.short', { where, got: bytes.length });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  const available = bytes.length - LENGTH_BYTES;
  if (length > available || length > MAX_HEADER_BYTES) {
    throw new UserError('safetensors.headerLength', { where, got: length, available });
  }
  const dataStart = LENGTH_BYTES + length;
  const json = bytes.subarray(LENGTH_BYTES, dataStart);
  const text = strFromU8(json);
  // The decoder replaces what is not UTF-8; then the text does not encode to the same bytes.
  const again = strToU8(text);
  const isUtf8 = again.length === json.length && again.every((byte, i) => byte === json[i]);
  const header = isUtf8 ? parseJson(text) : undefined;
  if (!isObject(header)) throw new UserError('safetensors.header', { where });
  return { header, dataStart };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readMetadata(raw: unknown, where: string): TensorMetadata {
  if (raw === undefined) return {};
  if (!isObject(raw) || !Object.values(raw).every((value) => typeof value === 'string')) {
    throw new UserError('safetensors.metadata', { where });
  }
  return raw as TensorMetadata;
}

function readEntry(name: string, raw: unknown, where: string) {
  const { dtype, shape, data_offsets: offsets } = isObject(raw) ? raw : {};
  if (typeof dtype !== 'string' || !isCounts(shape) || !isCounts(offsets) || offsets.length !== 2) {
    throw new UserError('safetensors.entry', { where, tensor: name });
  }
  if (dtype !== 'F32')
    throw new UserError('safetensors.dtype', { where, tensor: name, got: dtype });
  const [begin, end] = offsets as [number, number];
  const expected = sizeOf(shape) * FLOAT_BYTES;
  if (end - begin !== expected) {
    throw new UserError('safetensors.size', {
      where,
      tensor: name,
      shape: shape.join(' × ') || '1',
      expected,
      got: end - begin,
    });
  }
  return { name, shape, begin, end };
}

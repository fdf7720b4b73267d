import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors';
import { decodeTensors, encodeTensors, type Tensor } from '../../../src/core/network/safetensors';

const bits = (values: Float32Array) => Array.from(new Uint32Array(values.slice().buffer));

const tensor = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }).chain((shape) => {
  const size = shape.reduce((product, n) => product * n, 1);
  return fc.record({
    name: fc.string({ unit: 'grapheme', maxLength: 12 }).filter((name) => name !== '__metadata__'),
    shape: fc.constant(shape),
    values: fc.float32Array({ minLength: size, maxLength: size }),
  });
});
const tensors = fc.uniqueArray(tensor, { maxLength: 6, selector: (t) => t.name });
const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const metadata = fc.dictionary(text, text, { maxKeys: 5 });

describe('safetensors', () => {
  it('gives back every tensor bit by bit, in order, with its metadata', () => {
    fc.assert(
      fc.property(tensors, metadata, (given, extra) => {
        const read = decodeTensors(encodeTensors(given, extra), 'file');
        expect(Object.entries(read.metadata).sort()).toEqual(Object.entries(extra).sort());
        expect(read.tensors.map((t) => [t.name, t.shape, bits(t.values)])).toEqual(
          given.map((t) => [t.name, t.shape, bits(t.values)]),
        );
      }),
    );
  });

  it('writes the same bytes whatever the order of the metadata', () => {
    const weights: Tensor = { name: 'w', shape: [2], values: new Float32Array([1, 2]) };
    const one = encodeTensors([weights], { a: '1', b: '2' });
    expect(encodeTensors([weights], { b: '2', a: '1' })).toEqual(one);
  });

  it('writes exactly what the format says', () => {
    const values = new Float32Array([1, -2]);
    const json = '{"w":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}';
    const bytes = encodeTensors([{ name: 'w', shape: [2, 1], values }]);
    expect(Buffer.from(bytes.subarray(8, 8 + json.length)).toString()).toBe(json);
    expect(Array.from(bytes.subarray(0, 8))).toEqual([json.length, 0, 0, 0, 0, 0, 0, 0]);
    // 1.0f = 0x3f800000, −2.0f = 0xc0000000, little-endian.
    expect(Array.from(bytes.subarray(8 + json.length))).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
  });

  it('starts the numbers at a multiple of 8 bytes', () => {
    fc.assert(
      fc.property(tensors, (given) => {
        const bytes = encodeTensors(given);
        const size = given.reduce((sum, t) => sum + t.values.byteLength, 0);
        expect((bytes.length - size) % 8).toBe(0);
      }),
    );
  });

  it('reads from the middle of a larger buffer, as Node hands small files over, and shares no memory with it', () => {
    const bytes = encodeTensors([{ name: 'w', shape: [3], values: new Float32Array([1, 2, 3]) }]);
    const pool = Buffer.alloc(bytes.length + 3);
    pool.set(bytes, 3);
    const { tensors: read } = decodeTensors(pool.subarray(3), 'file');
    pool.fill(0);
    expect(Array.from(read[0]!.values)).toEqual([1, 2, 3]);
  });

  it('refuses to write two tensors of one name, or a tensor that its shape does not fit', () => {
    const weights: Tensor = { name: 'w', shape: [2], values: new Float32Array(2) };
    expect(() => encodeTensors([weights, weights])).toThrow('two tensors are named "w"');
    expect(() => encodeTensors([{ ...weights, shape: [3] }])).toThrow('"w" has 2 values, not [3]');
  });
});

/** A file with this header (text as it stands) and `data` zero bytes. */
function file(header: string, data: number): Uint8Array {
  const json = Buffer.from(header, 'utf8');
  const bytes = new Uint8Array(8 + json.length + data);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}
const entry = (shape: number[], begin: number, end: number, dtype = 'F32') =>
  JSON.stringify({ dtype, shape, data_offsets: [begin, end] });
const notUtf8 = file('{"w": 1}', 0);
notUtf8[10] = 0xff;

describe('a bad safetensors file', () => {
  it.each([
    [
      new Uint8Array(3),
      'w.st: a safetensors file begins with 8 bytes, the length of its header, but this one has only 3 bytes.',
    ],
    [
      new Uint8Array(20).fill(1, 0, 2),
      'w.st, byte 0: the length of the header is given as 257 bytes, but only 12 bytes follow.',
    ],
    [
      new Uint8Array(8).fill(0xff),
      'w.st, byte 0: the length of the header is given as 18446744073709552000 bytes, but only 0 bytes follow.',
    ],
    [
      file('{"w": ', 0),
      'w.st, byte 8: the header was expected to be a JSON object in UTF-8 and is not.',
    ],
    [
      file('[1, 2]', 0),
      'w.st, byte 8: the header was expected to be a JSON object in UTF-8 and is not.',
    ],
    [notUtf8, 'w.st, byte 8: the header was expected to be a JSON object in UTF-8 and is not.'],
    [
      file('{"__metadata__":{"a":1}}', 0),
      'w.st: "__metadata__" was expected to be an object of strings and is not.',
    ],
    [
      file('{"w":[1]}', 0),
      'w.st, tensor "w": expected a dtype, a shape and two data_offsets, as whole numbers from 0.',
    ],
    [
      file(`{"w":${entry([1.5], 0, 6)}}`, 6),
      'w.st, tensor "w": expected a dtype, a shape and two data_offsets, as whole numbers from 0.',
    ],
    [
      file(`{"w":${entry([-1], 0, 4)}}`, 4),
      'w.st, tensor "w": expected a dtype, a shape and two data_offsets, as whole numbers from 0.',
    ],
    [
      file(`{"w":${entry([2], 0, 4, 'F16')}}`, 4),
      'w.st, tensor "w": expected float32 numbers ("F32"), got "F16".',
    ],
    [
      file(`{"w":${entry([2, 3], 0, 20)}}`, 20),
      'w.st, tensor "w": its shape (2 × 3) needs 24 bytes, but its data_offsets span 20.',
    ],
    [
      file(`{"w":${entry([1], 4, 8)}}`, 8),
      'w.st, tensor "w": its numbers were expected to begin at byte 0 of the data, where those before end, but begin at 4.',
    ],
    [
      file(`{"a":${entry([2], 0, 8)},"b":${entry([2], 4, 12)}}`, 12),
      'w.st, tensor "b": its numbers were expected to begin at byte 8 of the data, where those before end, but begin at 4.',
    ],
    [file(`{"w":${entry([2], 0, 8)}}`, 7), 'w.st: expected 70 bytes in all, got 69.'],
    [file(`{"w":${entry([2], 0, 8)}}`, 9), 'w.st: expected 70 bytes in all, got 71.'],
  ])('is refused, with where and what (case %#)', (bytes, sentence) => {
    expect(() => decodeTensors(bytes, 'w.st')).toThrow(UserError);
    expect(() => decodeTensors(bytes, 'w.st')).toThrow(sentence);
  });

  it('is never read in part: cut anywhere, it is refused', () => {
    const whole = encodeTensors([{ name: 'w', shape: [4], values: new Float32Array(4) }], {
      k: 'v',
    });
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeTensors(whole.subarray(0, length), 'cut')).toThrow(UserError);
    }
  });
});

import { describe, expect, test } from 'vitest';
import { feedable, feedableFloats } from '../../src/training/feedable';

// That TensorFlow then copies them was seen in a debugger: DeallocTensor of tfjs-node's binding was called by a thread of
// TensorFlow's 43 times in 1,880, and never since.

/** Views that begin at each multiple of 4 bytes up to 64. */
const places = Array.from(
  { length: 16 },
  (_, i) => new Float32Array(new ArrayBuffer(80), 4 * i, 3),
);

describe('what TensorFlow is fed', () => {
  test('begins beside every multiple of 8 bytes, wherever it lay before', () => {
    for (const values of places) expect(feedable(values).byteOffset % 8).toBe(4);
    expect(feedable(Int32Array.of(1, 2)).byteOffset % 8).toBe(4);
    expect(feedableFloats(5).byteOffset % 8).toBe(4);
  });

  test('has the same type, length and values', () => {
    for (const values of places) {
      values.set([1.5, -2, 3]);
      expect(feedable(values)).toEqual(Float32Array.of(1.5, -2, 3));
    }
    expect(feedable(Int32Array.of(1, -2))).toEqual(Int32Array.of(1, -2));
    expect(feedable(Int32Array.of())).toEqual(Int32Array.of());
  });
});

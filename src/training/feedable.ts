/**
 * tfjs-node lends TensorFlow the memory of the array a tensor is made of. TensorFlow gives it back from whichever of its
 * threads is the last to need it, and the binding (DeallocTensor) then tells V8, which may only be told by the main thread:
 * one training in some hundreds crashed. But TensorFlow copies, at once and in the calling thread, what does not begin at a
 * multiple of 16 bytes (TF_NewTensor: EIGEN_MAX_ALIGN_BYTES is at least that). So everything we feed begins 4 bytes after one.
 */
const BESIDE = 4;

type Numbers = Float32Array | Int32Array;

/** n zeros that TensorFlow will copy. */
export function feedableFloats(n: number): Float32Array {
  return new Float32Array(new ArrayBuffer(BESIDE + 4 * n), BESIDE, n);
}

/** The same numbers where TensorFlow will copy them. */
export function feedable(values: Numbers): Numbers {
  // Memory begins at a multiple of 8 at least.
  if (values.byteOffset % 8 === BESIDE) return values;
  const floats = feedableFloats(values.length);
  const copy = values instanceof Float32Array ? floats : new Int32Array(floats.buffer, BESIDE);
  copy.set(values);
  return copy;
}

import { IMAGE_SIDE, PIXELS } from '../network/types';

/** Images [N, 784] with rows and columns exchanged, as a copy. */
export function transposed(images: Uint8Array): Uint8Array {
  const turned = new Uint8Array(images.length);
  for (let from = 0; from < images.length; from += PIXELS) {
    for (let i = 0; i < PIXELS; i++) {
      const mirror = (i % IMAGE_SIDE) * IMAGE_SIDE + Math.floor(i / IMAGE_SIDE);
      turned[from + mirror] = images[from + i]!;
    }
  }
  return turned;
}

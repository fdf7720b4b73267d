import { PIXELS } from '../network/types';

export interface Repeats {
  /** Images that are the same, pixel by pixel, as an earlier one of their part. */
  readonly duplicates: number;
  /** Test images that are also in the training part: a network has seen them before it is judged by them. */
  readonly overlap: number;
}

/** Counts images [n, 784] that occur more than once. */
export function countRepeats(train: Uint8Array, test: Uint8Array): Repeats {
  const seen = new SeenImages();
  let duplicates = 0;
  let overlap = 0;
  each(train, (image) => {
    if (seen.has(image)) duplicates++;
    else seen.add(image);
  });
  const seenInTest = new SeenImages();
  each(test, (image) => {
    if (seenInTest.has(image)) duplicates++;
    else seenInTest.add(image);
    if (seen.has(image)) overlap++;
  });
  return { duplicates, overlap };
}

function each(images: Uint8Array, visit: (image: Uint8Array) => void): void {
  for (let at = 0; at < images.length; at += PIXELS) visit(images.subarray(at, at + PIXELS));
}

/** Images by a hash of their pixels; those of the same hash are compared. */
class SeenImages {
  readonly #byHash = new Map<number, Uint8Array[]>();

  has(image: Uint8Array): boolean {
    const same = this.#byHash.get(hashOf(image)) ?? [];
    return same.some((other) => other.every((pixel, i) => pixel === image[i]));
  }

  add(image: Uint8Array): void {
    const hash = hashOf(image);
    const same = this.#byHash.get(hash);
    if (same === undefined) this.#byHash.set(hash, [image]);
    else same.push(image);
  }
}

/** FNV-1a, 32 bits. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}

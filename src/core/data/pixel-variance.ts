/** Enough for a limit that is five times as high. */
const MOST_IMAGES = 1000;

/**
 * Mean over the pixels of each one's variance over the first images of [N, D], in squared grey levels: the mean squared error of
 * the best answer that is the same for every image.
 */
export function pixelVariance(images: Uint8Array, pixels: number): number {
  const n = Math.min(images.length / pixels, MOST_IMAGES);
  let total = 0;
  for (let p = 0; p < pixels; p++) {
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const value = images[i * pixels + p]!;
      sum += value;
      squares += value * value;
    }
    total += squares / n - (sum / n) ** 2;
  }
  return total / pixels;
}

import { IMAGE_SIDE, type Pixels28 } from '../../../core/network/types';

/** Pixels as an image's data address, in the colours [256] from paper to ink. */
export function pictureOf(pixels: Pixels28, shades: Uint32Array): string {
  const canvas = document.createElement('canvas');
  canvas.width = IMAGE_SIDE;
  canvas.height = IMAGE_SIDE;
  const context = canvas.getContext('2d')!;
  const image = context.createImageData(IMAGE_SIDE, IMAGE_SIDE);
  new Uint32Array(image.data.buffer).set(Array.from(pixels, (p) => shades[p]!));
  context.putImageData(image, 0, 0);
  return canvas.toDataURL('image/png');
}

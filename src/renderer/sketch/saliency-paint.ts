import { packed, mix, type Palette } from '../ui/colour';

/** How much of the ink shows under the strongest colours. */
const INK_BELOW = 0.35;

/**
 * [784] packed colours: the ink, faint, and over it what speaks for the class (accent) and against it (wrong), each as strong as its
 * share of the strongest number.
 */
export function paintSaliency(
  values: ArrayLike<number>,
  pixels: Uint8Array,
  { sheet, ink, accent, wrong }: Palette,
): Uint32Array<ArrayBuffer> {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return Uint32Array.from({ length: pixels.length }, (_, i) => {
    const ground = mix(sheet, ink, (INK_BELOW * pixels[i]!) / 255);
    const value = largest === 0 ? 0 : values[i]! / largest;
    return packed(mix(ground, value > 0 ? accent : wrong, Math.abs(value)));
  });
}

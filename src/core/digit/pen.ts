// How broad MNIST's strokes are, in pixels of the 28×28 field: twice the distance from the middle of a stroke to its edge,
// median over each digit's skeleton, over 4,000 training digits. Median 2.4; one digit in twenty is below 1.6, one above 3.7.
export const MNIST_PEN = { thin: 1.6, median: 2.4, broad: 3.7 } as const;

/** The pen the sketchpad begins with, as a part of its paper's side. */
const USUAL_PEN = 26 / 420;

/**
 * How broad the network should see a pen, in field pixels: the usual pen like MNIST's median, others in proportion, within
 * what MNIST shows. It hangs on the pen and the paper, not on how large the digit was written: people write small with the
 * pen they have, and the network has never seen the blob that comes of it.
 */
export function fieldPen(penWidth: number, paperSide: number): number {
  const { thin, median, broad } = MNIST_PEN;
  return Math.min(broad, Math.max(thin, (median * penWidth) / (USUAL_PEN * paperSide)));
}

/** How much broader a pen's line is where it is pressed: 0.65 to 1.35 of its width, 1 at half pressure or where there is none to tell. */
export function pressureFactor(pressure: number | undefined): number {
  return pressure === undefined ? 1 : 0.65 + 0.7 * pressure;
}

/** The breadth of a line in field pixels where the pen is pressed so: it stays within what MNIST shows. */
export function pressedPen(pen: number, pressure: number | undefined): number {
  if (pressure === undefined) return pen;
  return Math.min(MNIST_PEN.broad, Math.max(MNIST_PEN.thin, pen * pressureFactor(pressure)));
}

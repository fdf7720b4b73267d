import type { Pixels28 } from '../network/types';
import { BOX_SIDE, emptyField, placeByMass } from './centre';
import { rasterize } from './raster';
import { resample } from './resample';
import { centreLineBounds, type Drawing, type Stroke } from './strokes';

/** Raster pixels along each side of a pixel of the field: 16 samples with soft edges each. */
const FINENESS = 4;

/**
 * What the network sees of a drawing, made as MNIST's digits were: fitted into a 20×20 box, its centre of mass in the middle
 * of the 28×28 field. Place and size on the paper make no difference, and ink beyond the paper's edge counts. Quick enough
 * to be called anew on every pointer event. An empty drawing gives an empty field.
 */
export function drawingToPixels({ strokes }: Drawing): Pixels28 {
  const box = centreLineBounds(strokes);
  if (box === null) return emptyField();
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const pen = meanWidth(strokes);
  // Field pixels a paper unit: the ink reaches half a pen beyond the centre line on each side.
  const scale = (BOX_SIDE / (Math.max(width, height) + pen)) * FINENESS;
  const across = Math.max(1, Math.ceil(((width + pen) * scale) / FINENESS - 1e-6));
  const down = Math.max(1, Math.ceil(((height + pen) * scale) / FINENESS - 1e-6));
  const raster = rasterize(strokes, pen * scale, {
    left: box.left + width / 2 - (across * FINENESS) / scale / 2,
    top: box.top + height / 2 - (down * FINENESS) / scale / 2,
    scale,
    width: across * FINENESS,
    height: down * FINENESS,
  });
  const whole = { left: 0, top: 0, width: raster.width, height: raster.height };
  return placeByMass(resample(raster, whole, Math.max(across, down)));
}

/** The pen's mean width over the drawing, in paper units, each stroke counting by its number of points. */
function meanWidth(strokes: readonly Stroke[]): number {
  let sum = 0;
  let count = 0;
  for (const { width, points } of strokes) {
    sum += width * points.length;
    count += points.length;
  }
  return sum / count;
}

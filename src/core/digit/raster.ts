import type { Point, Stroke } from './strokes';

/** A picture of ink: row-major, 0 (paper) to 255 (ink). */
export interface InkPicture {
  readonly pixels: Uint8Array | Float32Array;
  readonly width: number;
  readonly height: number;
}

/** Which part of the paper a raster shows, and how finely: pixel = (paper − origin) × scale. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  /** Pixels a paper unit. */
  readonly scale: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws strokes of one pen as [height, width] pixels. Between two points the ink is a capsule; a pixel is covered as far as
 * its centre lies inside the capsule's edge, over a ramp one pixel wide. Where strokes cross, the larger cover counts, as
 * ink on ink is no darker.
 * @param penWidth in pixels of the raster, one for all or one a point; it takes the place of the strokes' own widths.
 */
export function rasterize(
  strokes: readonly Stroke[],
  penWidth: number | ((point: Point) => number),
  frame: Frame,
): InkPicture {
  const radiusOf = (point: Point): number =>
    (typeof penWidth === 'number' ? penWidth : penWidth(point)) / 2;
  const pixels = new Float32Array(frame.width * frame.height);
  for (const { points } of strokes) {
    const first = points[0];
    if (first === undefined) continue;
    let x0 = (first.x - frame.left) * frame.scale;
    let y0 = (first.y - frame.top) * frame.scale;
    let r0 = radiusOf(first);
    if (points.length === 1) coverCapsule(pixels, frame, x0, y0, x0, y0, r0, r0);
    for (let i = 1; i < points.length; i++) {
      const x1 = (points[i]!.x - frame.left) * frame.scale;
      const y1 = (points[i]!.y - frame.top) * frame.scale;
      const r1 = radiusOf(points[i]!);
      coverCapsule(pixels, frame, x0, y0, x1, y1, r0, r1);
      x0 = x1;
      y0 = y1;
      r0 = r1;
    }
  }
  return { pixels, width: frame.width, height: frame.height };
}

/**
 * Everything within the radius of the segment from (x0, y0) to (x1, y1), in pixels; along it the radius goes from r0 to r1.
 * Pixel (i, j) has its centre at (i + ½, j + ½).
 */
function coverCapsule(
  pixels: Float32Array,
  { width, height }: Frame,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  r0: number,
  r1: number,
): void {
  const reach = Math.max(r0, r1) + 0.5;
  const left = Math.max(0, Math.floor(Math.min(x0, x1) - reach));
  const right = Math.min(width - 1, Math.ceil(Math.max(x0, x1) + reach));
  const top = Math.max(0, Math.floor(Math.min(y0, y1) - reach));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(y0, y1) + reach));
  const dx = x1 - x0;
  const dy = y1 - y0;
  const lengthSquared = dx * dx + dy * dy;
  for (let j = top; j <= bottom; j++) {
    const py = j + 0.5 - y0;
    for (let i = left; i <= right; i++) {
      const px = i + 0.5 - x0;
      // How far along the segment its nearest point to the pixel lies, 0–1.
      const along = lengthSquared === 0 ? 0 : (px * dx + py * dy) / lengthSquared;
      const t = along < 0 ? 0 : along > 1 ? 1 : along;
      const qx = px - t * dx;
      const qy = py - t * dy;
      const distanceSquared = qx * qx + qy * qy;
      if (distanceSquared >= reach * reach) continue;
      const cover = 255 * Math.min(1, r0 + t * (r1 - r0) + 0.5 - Math.sqrt(distanceSquared));
      const at = j * width + i;
      // A negative cover is none.
      if (cover > pixels[at]!) pixels[at] = cover;
    }
  }
}

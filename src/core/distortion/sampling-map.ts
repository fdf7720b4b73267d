import { IMAGE_SIDE } from '../network/types';
import type { Distortion } from './draw';

/** The middle of the field, as a pixel's index. */
const MIDDLE = (IMAGE_SIDE - 1) / 2;

/** Where a pixel of the distorted image comes from: (xx·x + xy·y + x0, yx·x + yy·y + y0). */
export interface SamplingMap {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/**
 * The way back of: scale, lean, turn (all about the middle), then shift. With the matrix
 *   M = [cos −sin; sin cos] · [1 shear; 0 1] · [scaleX 0; 0 scaleY]
 * a point p lands on M·(p − middle) + middle + shift; solved for p.
 */
export function samplingMap(distortion: Distortion): SamplingMap {
  const { translateX, translateY, angle, scaleX, scaleY, shear } = distortion;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const a = cos * scaleX;
  const b = (cos * shear - sin) * scaleY;
  const c = sin * scaleX;
  const d = (sin * shear + cos) * scaleY;
  const determinant = scaleX * scaleY;
  const xx = d / determinant;
  const xy = -b / determinant;
  const yx = -c / determinant;
  const yy = a / determinant;
  const fromX = MIDDLE + translateX;
  const fromY = MIDDLE + translateY;
  return {
    xx,
    xy,
    x0: MIDDLE - xx * fromX - xy * fromY,
    yx,
    yy,
    y0: MIDDLE - yx * fromX - yy * fromY,
  };
}

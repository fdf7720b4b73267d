import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { IMAGE_SIDE } from '../network/types';
import { standardNormal } from '../normal';
import { randomStream } from '../random';
import type { DistortionSettings } from './settings';
import type { SmoothBasis } from './smooth-basis';

/** What is done to one image. x to the right, y downwards, lengths in pixels. */
export interface Distortion {
  readonly translateX: number;
  readonly translateY: number;
  /** Radians, clockwise as seen. */
  readonly angle: number;
  readonly scaleX: number;
  readonly scaleY: number;
  /** How far to the right a pixel moves for every pixel it lies below the middle. */
  readonly shear: number;
  /** Coefficients of the elastic field, standard normal: [E + O, E + O], rows belong to y. null without elasticity. */
  readonly elastic: { readonly x: readonly number[]; readonly y: readonly number[] } | null;
  /** The corner of the square that is erased, as a pixel's indices; null where none is. */
  readonly erased: { readonly left: number; readonly top: number } | null;
}

/**
 * The random numbers of one image in one epoch. They depend on nothing else: not on the batch or block an image comes in, nor
 * on the images before it. `epoch` counts from 0, up to 2²¹ − 1; `example` is the image's index in its data set, up to 2³² − 1.
 */
export function distortionStream(seed: number, epoch: number, example: number): RandomGenerator {
  return randomStream('distortion', seed, epoch * 2 ** 32 + example);
}

/**
 * Takes the next distortion from a stream. What one knob draws does not depend on how the others are set (but for σ, which says
 * how many numbers a field takes).
 * @param basis of the settings' sigma; null without elasticity
 */
export function drawDistortion(
  settings: DistortionSettings,
  basis: SmoothBasis | null,
  random: RandomGenerator,
): Distortion {
  const within = (most: number) => (2 * uniformFloat64(random) - 1) * most;
  const translateX = within(settings.translatePixels);
  const translateY = within(settings.translatePixels);
  const angle = within((settings.rotateDegrees * Math.PI) / 180);
  const scaleX = 1 + within(settings.scalePercent / 100);
  const scaleY = 1 + within(settings.scalePercent / 100);
  const shear = within(settings.shearPercent / 100);

  const { probability, side } = settings.erase;
  const erases = uniformFloat64(random) < probability;
  const left = uniformInt(random, 0, IMAGE_SIDE - side);
  const top = uniformInt(random, 0, IMAGE_SIDE - side);

  const normals = (n: number) => {
    const values: number[] = [];
    for (let i = 0; i < n; i++) values.push(standardNormal(random));
    return values;
  };
  const size = basis === null ? 0 : (basis.even + basis.odd) ** 2;
  return {
    translateX,
    translateY,
    angle,
    scaleX,
    scaleY,
    shear,
    elastic: basis === null ? null : { x: normals(size), y: normals(size) },
    erased: erases ? { left, top } : null,
  };
}

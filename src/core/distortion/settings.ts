import { z } from 'zod';

/**
 * How far training images may be distorted, anew in every epoch. Each knob is the largest change to either side; what an image
 * gets is drawn evenly from that range. Everything is off by default. Lengths are pixels of the 28 × 28 field.
 *
 * The knobs are those of Simard, Steinkraus & Platt 2003 ("Best practices for convolutional neural networks applied to visual
 * document analysis") and Cireşan, Meier, Gambardella & Schmidhuber 2010 ("Deep big simple neural nets excel on handwritten
 * digit recognition"), who used σ 5–6, α 36–38, rotation ±15°, scale ±15–20 % on images of 29 × 29.
 */
export const distortionSchema = z.strictObject({
  /** Pixels, to the left or right and, drawn apart, up or down. */
  translatePixels: z.number().min(0).max(10).default(0),
  /** Degrees, about the middle of the field. */
  rotateDegrees: z.number().min(0).max(180).default(0),
  /** Per cent larger or smaller, width and height drawn apart. */
  scalePercent: z.number().min(0).max(50).default(0),
  /** Per cent of its height by which a digit leans to one side. */
  shearPercent: z.number().min(0).max(50).default(0),
  /** As if drawn on rubber: every pixel moves its own way, neighbours nearly the same. */
  elastic: z
    .strictObject({
      /** Simard's α. A pixel moves by 0.16 · α / σ pixels (standard deviation, each way); 0 is off. */
      alpha: z.number().min(0).max(200).default(0),
      /** Simard's σ, pixels: small ones wobble the strokes, large ones move the digit as a whole. */
      sigma: z.number().min(2).max(20).default(5),
    })
    .prefault({}),
  /** Grain on every pixel: standard deviation of its normal distribution, grey levels of 0–255. */
  noise: z.number().min(0).max(128).default(0),
  /** A square of bare paper somewhere in the field. */
  erase: z
    .strictObject({
      /** Of an image to lose a square, 0–1. */
      probability: z.number().min(0).max(1).default(0),
      /** Whole pixels. */
      side: z.int().min(1).max(20).default(8),
    })
    .prefault({}),
});

/** Distortions with every default filled in. */
export type DistortionSettings = z.output<typeof distortionSchema>;

/** Images as they are. */
export const noDistortions: DistortionSettings = distortionSchema.parse({});

/** Whether an image can come out other than it went in. */
export function distorts(settings: DistortionSettings): boolean {
  const { translatePixels, rotateDegrees, scalePercent, shearPercent, elastic } = settings;
  const knobs = [translatePixels, rotateDegrees, scalePercent, shearPercent, elastic.alpha];
  return [...knobs, settings.noise, settings.erase.probability].some((knob) => knob > 0);
}

import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { countDigits } from '../core/digit/count';
import { findInk, inkToPixels, type GreyPicture } from '../core/digit/photo';
import { UserError } from '../core/errors';
import type { Pixels28 } from '../core/network/types';

/** Longest side kept, in pixels: a digit needs 28, a phone's 12 megapixels would only cost time. */
const LONGEST_SIDE = 1024;
/** Of a picture as it comes: what claims to have more is not unpacked. */
const MOST_PIXELS = 120_000_000;

/**
 * The one decoder: PNG, JPEG and whatever else sharp reads, turned upright as its EXIF says, transparency on white, as grey.
 * @throws UserError when the file can't be read or is no picture.
 */
export async function readImage(file: string): Promise<GreyPicture> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (cause) {
    throw new UserError('file.unreadable', { file, reason: (cause as Error).message }, { cause });
  }
  return decodeImage(bytes, file);
}

/**
 * The same from a file's bytes.
 * @param name the picture as a person knows it; stands in errors
 * @throws UserError when they are no picture
 */
export async function decodeImage(bytes: Uint8Array, name: string): Promise<GreyPicture> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS })
      .autoOrient()
      .flatten({ background: 'white' })
      .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
      .greyscale()
      .toColourspace('b-w')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new UserError('image.unreadable', { file: name, reason }, { cause });
  }
}

/**
 * The one digit in a picture as the network sees it.
 * @throws UserError where there is no ink, or more than one digit
 */
export function digitOf(picture: GreyPicture, name: string): Pixels28 {
  const ink = findInk(picture);
  if (ink === null) throw new UserError('image.blank', { file: name });
  const count = countDigits(ink);
  if (count > 1) throw new UserError('image.several', { file: name, count });
  return inkToPixels(ink);
}

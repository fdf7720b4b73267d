import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { GreyPicture } from '../core/digit/photo';
import { UserError } from '../core/errors';

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

/** The same of a picture's bytes; `file` names it in errors. */
export async function decodeImage(bytes: Uint8Array, file: string): Promise<GreyPicture> {
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
    throw new UserError('image.unreadable', { file, reason: (cause as Error).message }, { cause });
  }
}

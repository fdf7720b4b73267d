import type { GreyPicture } from '../core/digit/photo';
import { photoToPixels } from '../core/digit/photo';
import { UserError } from '../core/errors';
import { IMAGE_SIDE, PIXELS } from '../core/network/types';
import { decodeImage } from './image-file';
import type { FileEntry } from './import-files';
import {
  classNameOf,
  type Found,
  type Gathered,
  type ImportFormat,
  type ImportSplit,
} from './import-format';

const isPicture = ({ path }: FileEntry): boolean => /\.(png|jpe?g|webp|gif|tiff?|bmp)$/i.test(path);

/** Largest file of one picture, in bytes. */
const MOST_BYTES = 50_000_000;
/** Pictures decoded at once: sharp's own threads are four. */
const AT_ONCE = 16;

/** Folders of pictures, one folder a class; folders called train and test around them say which part they are. */
export const picturesFormat: ImportFormat = {
  format: 'pictures',
  matches: ({ entries }) => entries.some(isPicture),
  async read(files, { invert }, into, watch) {
    const wanted: FileEntry[] = [];
    for (const entry of files.entries) {
      if (!isPicture(entry))
        into.refuse(entry.path, new UserError('import.noPicture', { where: entry.path }));
      else if (entry.size > MOST_BYTES) {
        into.refuse(
          entry.path,
          new UserError('import.tooLarge', { where: entry.path, most: MOST_BYTES / 1e6 }),
        );
      } else wanted.push(entry);
    }
    const small: Example[] = [];
    let group: Promise<Example | UserError>[] = [];
    let done = 0;
    const settle = async (): Promise<void> => {
      for (const example of await Promise.all(group)) {
        if (example instanceof UserError) into.refuse(String(example.params['file']), example);
        else if (example.asItIs) small.push(example);
        else into.add(example.split, example.className, example.pixels);
      }
      done += group.length;
      group = [];
      await watch.progress(done / wanted.length);
    };
    for await (const { entry, bytes } of files.read(wanted)) {
      group.push(exampleOf(entry, bytes));
      if (group.length === AT_ONCE) await settle();
    }
    await settle();
    return addSmall(small, invert, into);
  },
};

interface Example {
  readonly split: ImportSplit;
  readonly className: string;
  /** [784] */
  readonly pixels: Uint8Array;
  /** It had 28 × 28 pixels: nothing was done to it. */
  readonly asItIs: boolean;
}

async function exampleOf(entry: FileEntry, bytes: Uint8Array | null): Promise<Example | UserError> {
  const { path: file } = entry;
  if (bytes === null) return new UserError('import.unreadable', { where: file, file });
  const folders = file.split('/').slice(0, -1);
  const className = classNameOf(folders.at(-1) ?? '');
  if (className === '' || isSplit(className))
    return new UserError('import.noFolder', { where: file, file });
  const split = folders.slice(0, -1).some((name) => /^test(ing)?$/i.test(name)) ? 'test' : 'train';
  try {
    const picture = await decodeImage(bytes, file);
    if (picture.width === IMAGE_SIDE && picture.height === IMAGE_SIDE) {
      return { split, className, pixels: Uint8Array.from(picture.pixels), asItIs: true };
    }
    const pixels = digitIn(picture);
    if (pixels === null) return new UserError('image.blank', { file });
    return { split, className, pixels, asItIs: false };
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

const isSplit = (name: string): boolean => /^(train(ing)?|test(ing)?)$/i.test(name);

function digitIn(picture: GreyPicture): Uint8Array | null {
  const pixels = photoToPixels(picture);
  return pixels.every((pixel) => pixel === 0) ? null : pixels;
}

/** Pictures of 28 × 28 are used as they are, but for their ground: light or dark is decided for all of them together. */
function addSmall(small: readonly Example[], invert: boolean | null, into: Gathered): Found {
  const light = small.filter(({ pixels }) => hasLightGround(pixels)).length;
  const inverted = invert ?? light > small.length / 2;
  for (const { split, className, pixels } of small) {
    into.add(split, className, inverted ? pixels.map((pixel) => 255 - pixel) : pixels);
  }
  return {
    order: null,
    columns: null,
    labelColumn: null,
    transpose: null,
    invert: small.length === 0 ? null : inverted,
  };
}

/** By its outermost pixels. */
function hasLightGround(pixels: Uint8Array): boolean {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < PIXELS; i++) {
    const [x, y] = [i % IMAGE_SIDE, Math.floor(i / IMAGE_SIDE)];
    if (x > 0 && y > 0 && x < IMAGE_SIDE - 1 && y < IMAGE_SIDE - 1) continue;
    sum += pixels[i]!;
    count++;
  }
  return sum / count > 127;
}

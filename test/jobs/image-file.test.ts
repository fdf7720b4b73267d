import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readImage } from '../../src/jobs/image-file';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inkling-images-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** 6 wide, 4 high: white, with a black left half. */
const half = Uint8Array.from({ length: 24 }, (_, i) => (i % 6 < 3 ? 0 : 255));
const grey = () => sharp(half, { raw: { width: 6, height: 4, channels: 1 } });

async function decoded(picture: Sharp, name: string) {
  const file = join(folder, name);
  await picture.toFile(file);
  return readImage(file);
}

test('grey, colour, palette, 16-bit and CMYK pictures give the same grey values', async () => {
  const pictures: [string, Sharp][] = [
    ['grey.png', grey().toColourspace('b-w').png()],
    ['colour.png', grey().toColourspace('srgb').png()],
    ['palette.png', grey().toColourspace('srgb').png({ palette: true })],
    ['deep.png', grey().toColourspace('grey16').png()],
    ['picture.webp', grey().webp({ lossless: true })],
    ['picture.tiff', grey().toColourspace('cmyk').tiff()],
  ];
  for (const [name, picture] of pictures) {
    const { width, height, pixels } = await decoded(picture, name);
    expect([width, height], name).toEqual([6, 4]);
    expect(pixels.length, name).toBe(24);
    // CMYK's black is not quite black.
    const limit = name.endsWith('.tiff') ? 60 : 0;
    for (const [i, p] of pixels.entries()) {
      expect(Math.abs(p - half[i]!), `${name} ${i}`).toBeLessThanOrEqual(limit);
    }
  }
});

test('a photo is turned as its EXIF says', async () => {
  // 6: the picture's top is its right side in the file.
  const { width, height, pixels } = await decoded(
    grey().toColourspace('srgb').withMetadata({ orientation: 6 }).png(),
    'turned.png',
  );
  expect([width, height]).toEqual([4, 6]);
  expect([...pixels.subarray(0, 12)]).toEqual(new Array(12).fill(0));
  expect([...pixels.subarray(12)]).toEqual(new Array(12).fill(255));
});

test('what is transparent is paper', async () => {
  // Black everywhere; opaque in the left half only.
  const rgba = new Uint8Array(24 * 4).map((_, i) => (i % 4 === 3 ? 255 - half[i >> 2]! : 0));
  const { pixels } = await decoded(
    sharp(rgba, { raw: { width: 6, height: 4, channels: 4 } }).png(),
    'ink.png',
  );
  expect([...pixels]).toEqual([...half]);
});

test('a large photo is made smaller, its shape kept', async () => {
  const { width, height, pixels } = await decoded(
    sharp({ create: { width: 4000, height: 3000, channels: 3, background: 'white' } }).jpeg(),
    'large.jpg',
  );
  expect([width, height]).toEqual([1024, 768]);
  expect(pixels).toHaveLength(1024 * 768);
});

test.each([
  [
    'no picture',
    (file: string) => {
      writeFileSync(file, 'no picture');
    },
    'image.unreadable',
  ],
  [
    'an empty file',
    (file: string) => {
      writeFileSync(file, '');
    },
    'image.unreadable',
  ],
  ['no file', () => undefined, 'file.unreadable'],
])('%s is an error that names the file', async (name, make, code) => {
  const file = join(folder, `${name}.png`);
  make(file);
  await expect(readImage(file)).rejects.toMatchObject({ code, params: { file } });
});

test('a picture cut off in the middle is an error, not half a picture', async () => {
  const whole = await sharp({
    create: { width: 200, height: 200, channels: 3, background: 'red' },
  })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const file = join(folder, 'cut.png');
  writeFileSync(file, whole.subarray(0, whole.length / 2));
  await expect(readImage(file)).rejects.toMatchObject({ code: 'image.unreadable' });
});

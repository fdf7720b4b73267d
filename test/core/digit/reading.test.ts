import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawingToPixels } from '../../../src/core/digit/drawing-to-pixels';
import { photoToPixels } from '../../../src/core/digit/photo';
import { rasterize } from '../../../src/core/digit/raster';
import { resample } from '../../../src/core/digit/resample';
import { argMax } from '../../../src/core/metrics/softmax';
import { PIXELS, type Pixels28 } from '../../../src/core/network/types';
import { OnnxModel } from '../../../src/inference/onnx-model';
import { drawings, drawingVariants, type NamedDrawing } from '../../support/drawing-variants';
import { mnist } from '../../support/mnist';

let shipped: OnnxModel;
beforeAll(async () => {
  shipped = await OnnxModel.load('resources/models/article.onnx');
});
afterAll(() => shipped.release());

/** The class of each image, by the network that ships with the app. */
async function read(images: readonly Pixels28[]): Promise<number[]> {
  const pixels = new Uint8Array(images.length * PIXELS);
  images.forEach((image, i) => {
    pixels.set(image, i * PIXELS);
  });
  const { probabilities } = await shipped.read(pixels);
  const classes = shipped.classNames.length;
  return images.map((_, i) => argMax(probabilities, i * classes, classes));
}

/** The ones misread, as '1-quick#3 read as 7'. */
async function misread(of: readonly NamedDrawing[], images: readonly Pixels28[]) {
  const classes = await read(images);
  return of.flatMap(({ name, digit }, i) =>
    classes[i] === digit ? [] : [`${name} read as ${classes[i]!}`],
  );
}

/** A drawing on white paper with a pen of that width, as an image file would hold it. */
function onPaper({ drawing }: NamedDrawing, pen: number) {
  const frame = { left: 0, top: 0, scale: 1, width: 420, height: 420 };
  const { pixels } = rasterize(drawing.strokes, pen, frame);
  return { pixels: Uint8Array.from(pixels, (p) => 255 - p), width: 420, height: 420 };
}

describe('the network that ships with the app reads', () => {
  it('at least 19 of the twenty drawings', async () => {
    const all = drawings();
    const wrong = await misread(
      all,
      all.map(({ drawing }) => drawingToPixels(drawing)),
    );
    expect(wrong.length, wrong.join(', ')).toBeLessThanOrEqual(1);
  });

  it('at least 190 of the 200 variants', async () => {
    const all = drawingVariants();
    const wrong = await misread(
      all,
      all.map(({ drawing }) => drawingToPixels(drawing)),
    );
    expect(wrong.length, wrong.join(', ')).toBeLessThanOrEqual(10);
  });

  it.each([3, 14, 50])('at least 18 of twenty image files, by a pen %i wide', async (pen) => {
    const all = drawings();
    const wrong = await misread(
      all,
      all.map((one) => photoToPixels(onPaper(one, pen))),
    );
    expect(wrong.length, wrong.join(', ')).toBeLessThanOrEqual(2);
  });

  it.each([
    ['as they are', 28, (p: number) => p],
    ['dark on light', 28, (p: number) => 255 - p],
    ['enlarged tenfold, dark on light', 280, (p: number) => 255 - p],
  ])('MNIST digits saved as images %s like the digits themselves', async (_, side, tone) => {
    const digits = Array.from(
      { length: 150 },
      (__, i) => mnist.test.images.slice(i * PIXELS, (i + 1) * PIXELS) as Pixels28,
    );
    const whole = { left: 0, top: 0, width: 28, height: 28 };
    const images = digits.map((pixels) => {
      const large = resample({ pixels, width: 28, height: 28 }, whole, side);
      return photoToPixels({ ...large, pixels: large.pixels.map(tone) });
    });
    const [before, after] = await Promise.all([read(digits), read(images)]);
    const changed = before.filter((digit, i) => digit !== after[i]).length;
    // Those the network hardly tells apart may tip over.
    expect(changed).toBeLessThanOrEqual(2);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawingToPixels } from '../../src/core/digit/drawing-to-pixels';
import { argMax } from '../../src/core/metrics/softmax';
import { OnnxModel } from '../../src/inference/onnx-model';
import { JobControl } from '../../src/jobs/control';
import { whyNot } from '../../src/jobs/why-not';
import { drawings } from '../support/drawing-variants';
import { MNIST_FOLDER } from '../support/mnist';

const file = 'resources/models/article.onnx';
const four = drawings().find(({ name }) => name === '4-neat')!.drawing;

describe('the question why a 4 is no 7', () => {
  let library: string;
  beforeAll(() => {
    library = mkdtempSync(join(tmpdir(), 'why-'));
  });
  afterAll(() => {
    rmSync(library, { recursive: true });
  });

  const ask = (target: number, drawing: typeof four | null, control = new JobControl()) =>
    whyNot.run(
      { model: { file }, pixels: drawingToPixels(four), drawing, target },
      {
        host: { library, mnist: MNIST_FOLDER, models: 'resources/models', app: '0.0.0' },
        control,
        distortionThread: new URL('file:///none'),
        emit: (event) => shares.push(event.share),
      },
    );
  let shares: number[] = [];

  it('is answered by a change and by strokes that ONNX Runtime reads as 7', async () => {
    shares = [];
    const { change, nearest, answers } = await ask(7, four);
    const model = await OnnxModel.load(file);
    const read = async (pixels: Uint8Array) =>
      argMax((await model.read(pixels)).logits, 0, model.classNames.length);
    expect(await read(change!.pixels)).toBe(7);
    expect(await read(nearest!.pixels)).toBe(7);
    expect(change!.distance).toBeLessThan(nearest!.blend);
    expect(change!.added.part + change!.removed.part).toBeGreaterThan(0);
    expect(answers.length).toBeGreaterThan(0);
    for (const { pixels, drawing } of answers) {
      expect(await read(pixels)).toBe(7);
      expect(drawingToPixels(drawing)).toEqual(pixels);
    }
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.length).toBeGreaterThan(1);
  });

  it('has no strokes to move in a photo', async () => {
    expect((await ask(7, null)).answers).toEqual([]);
  });

  it('is refused in a sentence where the drawing is read so already', async () => {
    await expect(ask(4, four)).rejects.toMatchObject({ code: 'why.already' });
  });

  it('can be stopped', async () => {
    const control = new JobControl();
    control.set('stop');
    await expect(ask(7, four, control)).rejects.toMatchObject({ name: 'CancelledError' });
  });
});

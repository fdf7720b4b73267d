import { describe, expect, test } from 'vitest';
import type { Reading } from '../../../src/contract/requests/sketch';
import { NetworkReader } from '../../../src/core/network/reader';
import type { Pixels28 } from '../../../src/core/network/types';
import { SketchState } from '../../../src/renderer/sketch/sketch.svelte';
import { trainedByPyTorch } from '../../support/networks';
import { deferred, settle, TestBridge } from '../support/bridge';

const reading = (digit: number): Reading => ({
  probabilities: Float32Array.from({ length: 10 }, (_, k) => (k === digit ? 0.91 : 0.01)),
  microseconds: 30,
});
const { network } = trainedByPyTorch('seed-recipe');
/** With a network that never comes to the window: ONNX Runtime reads all the time. */
function sketchpad(answer: () => Reading | Promise<Reading> = () => reading(1)) {
  const never = deferred<never>().promise;
  const bridge = new TestBridge({ 'sketch.read': answer, 'models.network': () => never });
  const sketch = new SketchState(bridge);
  sketch.readWith('shipped:article');
  return { bridge, sketch };
}
function stroke(sketch: SketchState, x: number): void {
  sketch.begin({ x, y: 100 });
  sketch.extend([
    { x, y: 200 },
    { x, y: 300 },
  ]);
  sketch.end();
}
const asked = (bridge: TestBridge) => bridge.asked.filter(({ name }) => name === 'sketch.read');
const ink = (sketch: SketchState) => sketch.pixels.reduce((sum, p) => sum + p, 0);

describe('the sketchpad', () => {
  test('shows what the network sees while the pen is still down', () => {
    const { sketch } = sketchpad();
    expect(ink(sketch)).toBe(0);
    sketch.begin({ x: 200, y: 100 });
    sketch.extend([{ x: 200, y: 300 }]);
    expect(ink(sketch)).toBeGreaterThan(0);
    expect(sketch.strokes).toHaveLength(0);
    sketch.end();
    expect(sketch.strokes).toHaveLength(1);
  });

  test('undo takes strokes away one by one, redo brings them back', () => {
    const { sketch } = sketchpad();
    stroke(sketch, 100);
    const one = ink(sketch);
    stroke(sketch, 300);
    expect(ink(sketch)).not.toBe(one);
    sketch.undo();
    expect(ink(sketch)).toBe(one);
    sketch.undo();
    expect(sketch.empty).toBe(true);
    expect(sketch.canUndo).toBe(false);
    sketch.redo();
    sketch.redo();
    expect(sketch.strokes).toHaveLength(2);
    expect(sketch.canRedo).toBe(false);
  });

  test('clearing can be undone, and a new stroke ends what could be redone', () => {
    const { sketch } = sketchpad();
    stroke(sketch, 100);
    stroke(sketch, 300);
    sketch.clear();
    expect(sketch.empty).toBe(true);
    expect(sketch.reading).toBeNull();
    sketch.undo();
    expect(sketch.strokes).toHaveLength(2);
    sketch.undo();
    stroke(sketch, 200);
    expect(sketch.canRedo).toBe(false);
  });

  test('asks one reading at a time, and the last one asked is of the finished drawing', async () => {
    const answers = [deferred<Reading>(), deferred<Reading>()];
    let next = 0;
    const { bridge, sketch } = sketchpad(() => answers[next++]!.promise);
    stroke(sketch, 100);
    stroke(sketch, 300);
    await settle();
    expect(asked(bridge)).toHaveLength(1);
    answers[0]!.resolve(reading(7));
    await settle();
    expect(asked(bridge)).toHaveLength(2);
    expect(sketch.settled).toBe(false);
    expect(asked(bridge)[1]!.args).toEqual({ model: 'shipped:article', pixels: sketch.pixels });
    answers[1]!.resolve(reading(4));
    await settle();
    expect(sketch.reading).toEqual(reading(4));
    expect(sketch.settled).toBe(true);
  });

  test('a reading that comes after the paper was cleared is not shown', async () => {
    const answer = deferred<Reading>();
    const { sketch } = sketchpad(() => answer.promise);
    stroke(sketch, 100);
    sketch.clear();
    answer.resolve(reading(1));
    await settle();
    expect(sketch.reading).toBeNull();
  });

  test('another network reads the same drawing anew', async () => {
    const { bridge, sketch } = sketchpad();
    stroke(sketch, 100);
    await settle();
    sketch.readWith('run:b');
    await settle();
    expect(asked(bridge).at(-1)!.args).toMatchObject({ model: 'run:b' });
  });

  test('draws with the pen that is set', () => {
    const { sketch } = sketchpad();
    sketch.pen = 40;
    stroke(sketch, 100);
    expect(sketch.strokes[0]!.width).toBe(40);
  });

  test('reads in the window while the pen moves, and asks ONNX Runtime once it is lifted', async () => {
    const answer = deferred<Reading>();
    const bridge = new TestBridge({
      'sketch.read': () => answer.promise,
      'models.network': () => network,
    });
    const sketch = new SketchState(bridge);
    sketch.readWith('shipped:article');
    await settle();
    sketch.begin({ x: 200, y: 100 });
    sketch.extend([{ x: 200, y: 300 }]);
    const { probabilities } = new NetworkReader(network).read(sketch.pixels);
    expect(sketch.reading).toEqual({ probabilities, microseconds: null });
    await settle();
    expect(asked(bridge)).toHaveLength(0);
    sketch.end();
    await settle();
    expect(asked(bridge)).toHaveLength(1);
    expect(sketch.settled).toBe(false);
    answer.resolve(reading(1));
    await settle();
    expect(sketch.reading).toEqual(reading(1));
    expect(sketch.settled).toBe(true);
  });

  test('a photo takes the place of the ink until it is undone, and drawing on it begins anew', () => {
    const { sketch } = sketchpad();
    stroke(sketch, 100);
    const drawn = sketch.pixels;
    const pixels = Uint8Array.from({ length: 784 }, (_, i) => i % 256) as Pixels28;
    sketch.show({ name: 'seven.jpg', pixels, copy: null });
    expect(sketch.pixels).toBe(pixels);
    expect(sketch.strokes).toHaveLength(0);
    stroke(sketch, 300);
    expect(sketch.paper.photo).toBeNull();
    expect(sketch.strokes).toHaveLength(1);
    sketch.undo();
    expect(sketch.pixels).toBe(pixels);
    sketch.undo();
    expect(sketch.pixels).toEqual(drawn);
  });
});

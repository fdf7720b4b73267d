import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDrawing, serializeDrawing } from '../../../src/core/digit/drawing-file';
import { UserError } from '../../../src/core/errors';
import { drawings } from '../../support/drawing-variants';

const good = {
  format: 'inkling-drawing',
  version: 1,
  paper: { width: 420, height: 420 },
  strokes: [{ width: 26, points: [{ x: 1, y: 2, pressure: 0.5, t: 0 }] }],
};
const stroke = (change: object) => ({ ...good, strokes: [{ ...good.strokes[0], ...change }] });
const point = (change: object) => stroke({ points: [{ x: 1, y: 2, ...change }] });

function errorOf(text: string): UserError {
  try {
    parseDrawing(text, 'seven.json');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('a drawing file', () => {
  it('gives back what was drawn', () => {
    for (const { drawing } of drawings()) {
      expect(parseDrawing(serializeDrawing(drawing), 'again.json')).toEqual(drawing);
    }
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((n) => n + 0);
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.record({ x: number, y: number }), { minLength: 1 })),
        (strokes) => {
          const drawing = {
            paper: { width: 300, height: 200 },
            strokes: strokes.map((points) => ({ width: 9.5, points })),
          };
          expect(parseDrawing(serializeDrawing(drawing), 'again.json')).toEqual(drawing);
        },
      ),
    );
  });

  it('may be empty paper', () => {
    expect(parseDrawing(JSON.stringify({ ...good, strokes: [] }), 'empty.json').strokes).toEqual(
      [],
    );
  });

  it.each([
    ['', 'drawing.notDrawing', 'seven.json is not a drawing saved by Inkling.'],
    ['{"strokes": [', 'drawing.notDrawing', 'seven.json is not'],
    ['[1, 2, 3]', 'drawing.notDrawing', 'seven.json is not'],
    ['{"name": "My recipe"}', 'drawing.notDrawing', 'seven.json is not'],
    [{ ...good, format: 'excalidraw' }, 'drawing.notDrawing', 'seven.json is not'],
    [{ ...good, version: 2 }, 'drawing.version', 'version 2, but this Inkling reads version 1'],
    [{ ...good, paper: undefined }, 'drawing.invalid', 'at paper'],
    [{ ...good, paper: { width: 0, height: 9 } }, 'drawing.invalid', 'at paper.width'],
    [{ ...good, colour: 'red' }, 'drawing.invalid', 'colour'],
    [stroke({ width: -3 }), 'drawing.invalid', 'at strokes.0.width'],
    [stroke({ points: [] }), 'drawing.invalid', 'at strokes.0.points'],
    [point({ x: '1' }), 'drawing.invalid', 'at strokes.0.points.0.x'],
    [point({ y: 1e9 }), 'drawing.invalid', 'at strokes.0.points.0.y'],
    [point({ pressure: 2 }), 'drawing.invalid', 'at strokes.0.points.0.pressure'],
    [point({ t: -1 }), 'drawing.invalid', 'at strokes.0.points.0.t'],
  ])('%j is refused as %s', (content, code, sentence) => {
    const error = errorOf(typeof content === 'string' ? content : JSON.stringify(content));
    expect(error.code).toBe(code);
    expect(error.message).toContain('seven.json');
    expect(error.message).toContain(sentence);
  });
});

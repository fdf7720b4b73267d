import { describe, expect, it } from 'vitest';
import {
  centreLineBounds,
  rotateDrawing,
  scaleDrawing,
  scalePen,
  shiftDrawing,
  type Drawing,
} from '../../../src/core/digit/strokes';

const drawing: Drawing = {
  paper: { width: 420, height: 420 },
  strokes: [
    {
      width: 26,
      points: [
        { x: 100, y: 100, t: 0, pressure: 0.5 },
        { x: 200, y: 300, t: 16 },
      ],
    },
  ],
};
const places = ({ strokes }: Drawing) =>
  strokes.flatMap(({ points }) => points.map(({ x, y }) => [Math.round(x), Math.round(y)]));

describe('a drawing', () => {
  it('is bounded by its centre line', () => {
    expect(centreLineBounds(drawing.strokes)).toEqual({
      left: 100,
      top: 100,
      right: 200,
      bottom: 300,
    });
    expect(centreLineBounds([])).toBeNull();
    expect(centreLineBounds([{ points: [], width: 3 }])).toBeNull();
  });

  it('moves by paper units, and keeps its times and pressures', () => {
    const moved = shiftDrawing(drawing, 10, -20);
    expect(moved.strokes[0]!.points[0]).toEqual({ x: 110, y: 80, t: 0, pressure: 0.5 });
  });

  it('grows about its middle with the same pen', () => {
    const large = scaleDrawing(drawing, 2);
    expect(places(large)).toEqual([
      [50, 0],
      [250, 400],
    ]);
    expect(large.strokes[0]!.width).toBe(26);
  });

  it('turns clockwise about its middle', () => {
    expect(places(rotateDrawing(drawing, 90))).toEqual([
      [250, 150],
      [50, 250],
    ]);
  });

  it('takes another pen and stays where it is', () => {
    const bold = scalePen(drawing, 1.5);
    expect(bold.strokes[0]!.width).toBe(39);
    expect(places(bold)).toEqual(places(drawing));
  });

  it('without ink stays without ink', () => {
    const empty: Drawing = { paper: { width: 420, height: 420 }, strokes: [] };
    expect(rotateDrawing(scaleDrawing(empty, 2), 30)).toEqual(empty);
  });
});

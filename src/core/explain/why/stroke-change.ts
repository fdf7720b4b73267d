import {
  centreLineBounds,
  rotateDrawing,
  scaleDrawing,
  scalePen,
  shiftDrawing,
  type Drawing,
} from '../../digit/strokes';

/** Something to do to a drawing. Moving or resizing all of it is not among them: the network would see the same. */
export type StrokeChange =
  /** Clockwise. */
  | { readonly kind: 'turn'; readonly degrees: number }
  /** Width times `factor`, height as it is. */
  | { readonly kind: 'stretch'; readonly factor: number }
  /** Every stroke's width times `factor`. */
  | { readonly kind: 'pen'; readonly factor: number }
  /** One stroke (an index) to the right and down, as parts of the drawing's longer side. */
  | {
      readonly kind: 'moveStroke';
      readonly stroke: number;
      readonly dx: number;
      readonly dy: number;
    }
  /** One stroke about the middle of its box, clockwise. */
  | { readonly kind: 'turnStroke'; readonly stroke: number; readonly degrees: number }
  /** One stroke about the middle of its box, with the same pen. */
  | { readonly kind: 'scaleStroke'; readonly stroke: number; readonly factor: number };

export function applyChange(drawing: Drawing, change: StrokeChange): Drawing {
  switch (change.kind) {
    case 'turn':
      return rotateDrawing(drawing, change.degrees);
    case 'stretch':
      return {
        ...drawing,
        strokes: drawing.strokes.map((stroke) => ({
          ...stroke,
          points: stroke.points.map((point) => ({ ...point, x: point.x * change.factor })),
        })),
      };
    case 'pen':
      return scalePen(drawing, change.factor);
    case 'moveStroke': {
      const side = longerSide(drawing);
      return onStroke(drawing, change.stroke, (one) =>
        shiftDrawing(one, change.dx * side, change.dy * side),
      );
    }
    case 'turnStroke':
      return onStroke(drawing, change.stroke, (one) => rotateDrawing(one, change.degrees));
    case 'scaleStroke':
      return onStroke(drawing, change.stroke, (one) => scaleDrawing(one, change.factor));
  }
}

function onStroke(drawing: Drawing, index: number, change: (one: Drawing) => Drawing): Drawing {
  const strokes = drawing.strokes.flatMap((stroke, i) =>
    i === index ? change({ ...drawing, strokes: [stroke] }).strokes : [stroke],
  );
  return { ...drawing, strokes };
}

/** Of the box around the centre line and half a pen on each side, in paper units; above 0 where anything is drawn. */
function longerSide({ strokes }: Drawing): number {
  const box = centreLineBounds(strokes);
  if (box === null) return 0;
  const pen = Math.max(...strokes.map(({ width }) => width));
  return Math.max(box.right - box.left, box.bottom - box.top) + pen;
}

/**
 * How far the ink's edges move, root mean square over the points, as a part of the drawing's longer side: one measure for all
 * kinds of change. What moves or resizes the whole drawing counts nothing, so both are laid on each other first (the best shift
 * and factor by least squares: Procrustes without the rotation).
 */
export function amountOfChange(before: Drawing, after: Drawing): number {
  const a = before.strokes.flatMap(({ points }) => points);
  const b = after.strokes.flatMap(({ points }) => points);
  const [ma, mb] = [mean(a), mean(b)];
  let ab = 0;
  let bb = 0;
  a.forEach((p, i) => {
    const q = b[i]!;
    ab += (p.x - ma.x) * (q.x - mb.x) + (p.y - ma.y) * (q.y - mb.y);
    bb += (q.x - mb.x) ** 2 + (q.y - mb.y) ** 2;
  });
  const factor = bb === 0 ? 1 : ab / bb;
  let square = 0;
  a.forEach((p, i) => {
    const q = b[i]!;
    square +=
      (factor * (q.x - mb.x) - (p.x - ma.x)) ** 2 + (factor * (q.y - mb.y) - (p.y - ma.y)) ** 2;
  });
  // Pens count as they are: they don't change with the size written (see core/digit/pen).
  let pens = 0;
  before.strokes.forEach(({ width, points }, i) => {
    pens += points.length * ((after.strokes[i]!.width - width) / 2) ** 2;
  });
  return Math.sqrt((square + pens) / a.length) / longerSide(before);
}

function mean(points: readonly { x: number; y: number }[]): { x: number; y: number } {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  return { x: x / points.length, y: y / points.length };
}

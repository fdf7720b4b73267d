import { pressureFactor } from '../../core/digit/pen';
import type { Point, Stroke } from '../../core/digit/strokes';

const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** Ink with round ends and joints, as core/digit/raster draws it for the network. */
function dip(context: CanvasRenderingContext2D, width: number): void {
  context.lineWidth = width;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
}

/**
 * Adds the ink of a growing stroke, in paper units: what the points from index `from` on bring. A curve runs through the middle
 * of each two points with the points themselves as its controls, so quick bends have no corners; it follows half a step
 * behind the pen, and the last half step is left to `paintStrokes`. Each piece is as broad as the pen was pressed there.
 */
export function paintNewInk(
  context: CanvasRenderingContext2D,
  width: number,
  points: readonly Point[],
  from: number,
): void {
  const start = points[Math.max(0, from - 1)];
  if (start === undefined) return;
  const before = points[from - 2];
  let at = before === undefined ? start : middle(before, start);
  let pressed = start.pressure;
  dip(context, width * pressureFactor(pressed));
  context.moveTo(at.x, at.y);
  if (points.length === 1) context.lineTo(at.x, at.y);
  for (let i = Math.max(1, from); i < points.length; i++) {
    const control = points[i - 1]!;
    if (control.pressure !== pressed) {
      pressed = control.pressure;
      context.stroke();
      dip(context, width * pressureFactor(pressed));
      context.moveTo(at.x, at.y);
    }
    at = middle(control, points[i]!);
    context.quadraticCurveTo(control.x, control.y, at.x, at.y);
  }
  context.stroke();
}

/** Paints everything anew: after a stroke's end or undo, at another size of the window or in another theme. */
export function paintStrokes(
  context: CanvasRenderingContext2D,
  strokes: readonly Stroke[],
  paper: number,
): void {
  context.clearRect(0, 0, paper, paper);
  for (const { points, width } of strokes) {
    paintNewInk(context, width, points, 0);
    const end = points.at(-1);
    const before = points.at(-2);
    if (end === undefined || before === undefined) continue;
    dip(context, width * pressureFactor(end.pressure));
    const { x, y } = middle(before, end);
    context.moveTo(x, y);
    context.lineTo(end.x, end.y);
    context.stroke();
  }
}

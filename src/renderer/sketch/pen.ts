import type { Point, Stroke } from '../../core/digit/strokes';

/** Ink with round ends and joints, as core/digit/raster draws it for the network. */
function dip(context: CanvasRenderingContext2D, width: number): void {
  context.lineWidth = width;
  context.lineCap = 'round';
  context.lineJoin = 'round';
}

/** Adds ink from `from` through `points`, in paper units; a lone point is a dot. */
export function paintInk(
  context: CanvasRenderingContext2D,
  width: number,
  from: Point,
  points: readonly Point[],
): void {
  dip(context, width);
  context.beginPath();
  context.moveTo(from.x, from.y);
  if (points.length === 0) context.lineTo(from.x, from.y);
  for (const { x, y } of points) context.lineTo(x, y);
  context.stroke();
}

/** Paints everything anew: after undo, another size of the window, another theme. */
export function paintStrokes(
  context: CanvasRenderingContext2D,
  strokes: readonly Stroke[],
  paper: number,
): void {
  context.clearRect(0, 0, paper, paper);
  for (const { points, width } of strokes) {
    const [first, ...rest] = points;
    if (first !== undefined) paintInk(context, width, first, rest);
  }
}

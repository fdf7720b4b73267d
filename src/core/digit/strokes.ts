/** A place on the paper where the pen was. x to the right and y downwards, in paper units (CSS pixels in the app). */
export interface Point {
  readonly x: number;
  readonly y: number;
  /** 0–1 as a pen reports it: its line is broader where it is pressed. Left out for a mouse or a finger, which tell nothing. */
  readonly pressure?: number | undefined;
  /** Milliseconds since the drawing began. */
  readonly t?: number | undefined;
}

/** What the pen leaves between touching the paper and leaving it: a line through the points with round ends and joints. */
export interface Stroke {
  readonly points: readonly Point[];
  /** Of the pen, in paper units, above 0. */
  readonly width: number;
}

/** Points may lie outside the paper: the pen stays caught while it is down. */
export interface Drawing {
  readonly paper: { readonly width: number; readonly height: number };
  readonly strokes: readonly Stroke[];
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The smallest upright box around the pen's centre line, or null if nothing is drawn. The ink reaches half a pen's width further. */
export function centreLineBounds(strokes: readonly Stroke[]): Bounds | null {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const stroke of strokes) {
    for (const { x, y } of stroke.points) {
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
  }
  return left <= right ? { left, top, right, bottom } : null;
}

/** Moves every point; the pen stays as wide as it was. */
function mapPoints(drawing: Drawing, move: (x: number, y: number) => [number, number]): Drawing {
  return {
    ...drawing,
    strokes: drawing.strokes.map((stroke) => ({
      ...stroke,
      points: stroke.points.map((point) => {
        const [x, y] = move(point.x, point.y);
        return { ...point, x, y };
      }),
    })),
  };
}

/** The middle of the box around the centre line; of the paper if nothing is drawn. */
function middle({ strokes, paper }: Drawing): [number, number] {
  const box = centreLineBounds(strokes);
  return box === null
    ? [paper.width / 2, paper.height / 2]
    : [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
}

/** Moves the drawing by paper units. */
export function shiftDrawing(drawing: Drawing, dx: number, dy: number): Drawing {
  return mapPoints(drawing, (x, y) => [x + dx, y + dy]);
}

/** Makes the drawing `factor` times as large about its middle, as if written larger with the same pen. */
export function scaleDrawing(drawing: Drawing, factor: number): Drawing {
  const [cx, cy] = middle(drawing);
  return mapPoints(drawing, (x, y) => [cx + (x - cx) * factor, cy + (y - cy) * factor]);
}

/** Turns the drawing about its middle, clockwise as seen on the paper. */
export function rotateDrawing(drawing: Drawing, degrees: number): Drawing {
  const [cx, cy] = middle(drawing);
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  return mapPoints(drawing, (x, y) => [
    cx + (x - cx) * cos - (y - cy) * sin,
    cy + (x - cx) * sin + (y - cy) * cos,
  ]);
}

/** Takes a pen `factor` times as wide for every stroke. */
export function scalePen(drawing: Drawing, factor: number): Drawing {
  return {
    ...drawing,
    strokes: drawing.strokes.map((stroke) => ({ ...stroke, width: stroke.width * factor })),
  };
}

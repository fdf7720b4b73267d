import { IMAGE_SIDE } from '../../core/network/types';

/** Where equal square tiles lie in a grid that fills a given width. Lengths in CSS pixels. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Paper between two tiles, in the pixels of the digits. */
  readonly gap: number;
  /** From one tile's edge to the next one's. */
  readonly pitch: number;
  readonly height: number;
}

/** The least paper between two tiles, in the pixels of the digits. */
const LEAST_GAP = 4;

/** As many columns as the width holds; what is left of it widens the gaps. Every pixel of a digit takes `enlargement` CSS pixels. */
export function layOut(count: number, width: number, enlargement: number): Grid {
  const columns = Math.max(1, Math.floor(width / (enlargement * (IMAGE_SIDE + LEAST_GAP))));
  const room = Math.floor(width / columns / enlargement) - IMAGE_SIDE;
  const gap = Math.min(Math.max(room, LEAST_GAP), 2 * LEAST_GAP);
  const pitch = enlargement * (IMAGE_SIDE + gap);
  const rows = Math.ceil(count / columns);
  return { columns, rows, gap, pitch, height: rows * pitch };
}

/** The first row that touches the window [scrollTop, scrollTop + viewport), and how many rows cover it wherever the first begins. */
export function visibleRows(
  grid: Grid,
  scrollTop: number,
  viewport: number,
): { first: number; rows: number } {
  const first = Math.max(0, Math.floor(scrollTop / grid.pitch));
  return { first, rows: Math.ceil(viewport / grid.pitch) + 1 };
}

/** The tile at a point of the grid, or -1 beside the tiles. */
export function tileAt(grid: Grid, count: number, x: number, y: number): number {
  const column = Math.floor(x / grid.pitch);
  const row = Math.floor(y / grid.pitch);
  if (column < 0 || column >= grid.columns || row < 0) return -1;
  const position = row * grid.columns + column;
  return position < count ? position : -1;
}

/** Where the window must begin so that a row lies in it whole, moving no more than needed. */
export function scrollToRow(grid: Grid, row: number, scrollTop: number, viewport: number): number {
  const top = row * grid.pitch;
  if (top < scrollTop) return top;
  if (top + grid.pitch > scrollTop + viewport) return top + grid.pitch - viewport;
  return scrollTop;
}

/** How far a key moves among the tiles; null for keys that do not. ±Infinity is either end. */
export function keyMove(key: string, grid: Grid, pageRows: number): number | null {
  const page = Math.max(1, pageRows) * grid.columns;
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -grid.columns,
    ArrowDown: grid.columns,
    PageUp: -page,
    PageDown: page,
    Home: -Infinity,
    End: Infinity,
  };
  return moves[key] ?? null;
}

/** The positions of the tiles that a rectangle of the grid touches; its corners may come in any order. */
export function tilesIn(
  grid: Grid,
  count: number,
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
): number[] {
  const column = (x: number) => Math.min(Math.max(Math.floor(x / grid.pitch), 0), grid.columns - 1);
  const row = (y: number) => Math.min(Math.max(Math.floor(y / grid.pitch), 0), grid.rows - 1);
  const positions: number[] = [];
  for (let r = row(Math.min(y0, y1)); r <= row(Math.max(y0, y1)); r++) {
    for (let c = column(Math.min(x0, x1)); c <= column(Math.max(x0, x1)); c++) {
      const position = r * grid.columns + c;
      if (position < count) positions.push(position);
    }
  }
  return positions;
}

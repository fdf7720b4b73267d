import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyMove, layOut, scrollToRow, tileAt, visibleRows } from '../../../src/renderer/data/grid';

const grids = fc.record({
  count: fc.integer({ min: 1, max: 70_000 }),
  width: fc.integer({ min: 100, max: 3000 }),
  enlargement: fc.constantFrom(1, 2, 3),
});

describe('the grid', () => {
  test('holds all tiles within its width, with paper between them', () => {
    fc.assert(
      fc.property(grids, ({ count, width, enlargement }) => {
        const grid = layOut(count, width, enlargement);
        expect(grid.columns * grid.pitch).toBeLessThanOrEqual(width);
        expect(grid.gap).toBeGreaterThanOrEqual(4);
        expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(count);
        expect(grid.columns * (grid.rows - 1)).toBeLessThan(count);
      }),
    );
  });

  test('a point in a tile finds that tile', () => {
    fc.assert(
      fc.property(grids, fc.nat(), ({ count, width, enlargement }, n) => {
        const grid = layOut(count, width, enlargement);
        const tile = n % count;
        const x = ((tile % grid.columns) + 0.5) * grid.pitch;
        const y = (Math.floor(tile / grid.columns) + 0.5) * grid.pitch;
        expect(tileAt(grid, count, x, y)).toBe(tile);
      }),
    );
  });

  test('a point beside the tiles finds none', () => {
    const grid = layOut(5, 200, 1);
    expect(tileAt(grid, 5, grid.columns * grid.pitch + 1, 4)).toBe(-1);
    expect(tileAt(grid, 5, 190, grid.pitch + 4)).toBe(-1);
    expect(tileAt(grid, 5, -1, 4)).toBe(-1);
  });

  test('the rows in view cover the window wherever it begins', () => {
    fc.assert(
      fc.property(grids, fc.nat(1_000_000), fc.integer({ min: 1, max: 2000 }), (g, top, height) => {
        const grid = layOut(g.count, g.width, g.enlargement);
        const { first, rows } = visibleRows(grid, top, height);
        expect(first * grid.pitch).toBeLessThanOrEqual(top);
        expect((first + rows) * grid.pitch).toBeGreaterThanOrEqual(top + height);
      }),
    );
  });

  test('scrolling to a row brings it into view whole, and not at all where it already is', () => {
    const grid = layOut(10_000, 640, 2);
    expect(scrollToRow(grid, 3, 0, 640)).toBe(0);
    expect(scrollToRow(grid, 20, 0, 640)).toBe(21 * grid.pitch - 640);
    expect(scrollToRow(grid, 2, 5000, 640)).toBe(2 * grid.pitch);
  });

  test('keys move by tile, row, page and to either end', () => {
    const grid = layOut(1000, 640, 2);
    expect(keyMove('ArrowLeft', grid, 4)).toBe(-1);
    expect(keyMove('ArrowDown', grid, 4)).toBe(grid.columns);
    expect(keyMove('PageUp', grid, 4)).toBe(-4 * grid.columns);
    expect(keyMove('End', grid, 4)).toBe(Infinity);
    expect(keyMove('a', grid, 4)).toBeNull();
  });
});

import type uPlot from 'uplot';
import { css, type Palette } from '../ui/colour';

interface Frame {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  /** How far the horizontal axis reaches. */
  readonly epochs: number;
  /** Of the vertical axis, as the points are when it is drawn. */
  readonly range: () => [least: number, most: number];
  /** What the vertical axis has of its own: its width, its labels, how close they stand. */
  readonly axis: Pick<uPlot.Axis, 'size' | 'space' | 'incrs' | 'values'>;
  /** Free at the right, CSS pixels. */
  readonly right: number;
  readonly series: readonly uPlot.Series[];
  /** Charts of one name move their cursors together. */
  readonly sync?: string;
  /** The index under the cursor; null: none. */
  readonly hover: (index: number | null) => void;
}

const font = '11px system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';

/** How a chart over epochs is drawn: hairlines, no boxes, no legend of its own. */
export function framed(frame: Frame): uPlot.Options {
  const { width, height, palette, epochs, range, axis, right, series, sync, hover } = frame;
  const hairline = css(palette.ink, 0.13);
  const common = {
    stroke: css(palette.soft),
    font,
    ticks: { show: false },
    border: { show: true, stroke: hairline, width: 1 },
  };
  return {
    width,
    height,
    padding: [8, right, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { show: false },
      ...(sync !== undefined && { sync: { key: sync } }),
    },
    scales: {
      x: { time: false, range: () => [0, epochs] },
      y: { range },
    },
    axes: [
      {
        ...common,
        size: 24,
        gap: 4,
        grid: { show: false },
        incrs: [1, 2, 5, 10, 20, 50, 100, 200],
      },
      { ...common, gap: 6, grid: { stroke: hairline, width: 1 }, ...axis },
    ],
    series: [{}, ...series],
    hooks: {
      setCursor: [
        (plot) => {
          hover(plot.cursor.idx ?? null);
        },
      ],
    },
  };
}

import type uPlot from 'uplot';
import { curveRange, type Columns, type Quantity, type Scale } from '../charts/curve';
import { framed } from '../charts/frame';
import { css, type Palette } from '../ui/colour';

/** In CSS pixels. */
export const HEIGHT = 168;

/** What a line stands for: each interval of steps, the mean of each epoch, the validation set at each epoch's end. */
export type Line = 'interval' | 'epoch' | 'validation';

/** A place on the horizontal axis, in epochs: where a person changed the learning rate, or the best epoch. */
export interface Mark {
  readonly x: number;
  readonly kind: 'change' | 'best';
}

interface CurveSetting {
  readonly width: number;
  readonly quantity: Quantity;
  readonly scale: Scale;
  readonly lines: readonly Line[];
  readonly epochs: number;
  readonly palette: Palette;
  readonly percent: (value: number) => string;
  /** As they are when it is drawn; on a logarithmic scale, their logarithms. */
  readonly columns: () => Columns;
  /** The index under the cursor; null: none. */
  readonly hover: (index: number | null) => void;
}

/** Charts of one run move their cursors together. */
const SYNC = 'run';

/** How a curve of the run in view is drawn. */
export function curveOptions(setting: CurveSetting): uPlot.Options {
  const { width, quantity, scale, lines, epochs, palette, columns, hover } = setting;
  const label = (value: number): string => {
    if (quantity === 'accuracy') return setting.percent(value);
    if (scale === 'log') return String(Number((10 ** value).toPrecision(3)));
    return String(Number(value.toPrecision(3)));
  };
  return framed({
    width,
    height: HEIGHT,
    palette,
    epochs,
    range: () => curveRange(columns(), quantity, scale),
    axis: {
      size: 44,
      space: scale === 'log' ? 20 : 36,
      ...(scale === 'log' && { incrs: [1, 2, 5] }),
      values: (_, splits) => splits.map(label),
    },
    right: 14,
    series: lines.map((line) => lineOf(line, setting)),
    sync: SYNC,
    hover,
  });
}

/** More would run into each other. */
const MOST_POINTS = 30;

function lineOf(line: Line, { palette, lines, epochs }: CurveSetting): uPlot.Series {
  const { soft, accent, ink } = palette;
  const points = (colour: string) => ({
    show: epochs <= MOST_POINTS,
    size: 5,
    fill: colour,
    stroke: colour,
  });
  switch (line) {
    case 'interval':
      return lines.length === 1
        ? { stroke: css(accent), width: 1.5, points: { show: false }, spanGaps: true }
        : { stroke: css(soft, 0.75), width: 1, points: { show: false }, spanGaps: true };
    case 'epoch':
      return { stroke: css(accent), width: 2, points: points(css(accent)), spanGaps: true };
    case 'validation':
      return {
        stroke: css(ink),
        width: 1.5,
        dash: [5, 4],
        points: points(css(ink)),
        spanGaps: true,
      };
  }
}

/** Changes of the learning rate as dashed lines, the best epoch as a triangle on the axis. */
export function drawMarks(plot: uPlot, marks: readonly Mark[], { ink, accent }: Palette): void {
  const { ctx, bbox } = plot;
  const unit = devicePixelRatio;
  ctx.save();
  for (const { x, kind } of marks) {
    const at = Math.round(plot.valToPos(x, 'x', true)) + 0.5;
    ctx.beginPath();
    if (kind === 'change') {
      ctx.strokeStyle = css(ink, 0.5);
      ctx.lineWidth = unit;
      ctx.setLineDash([2 * unit, 3 * unit]);
      ctx.moveTo(at, bbox.top);
      ctx.lineTo(at, bbox.top + bbox.height);
      ctx.stroke();
    } else {
      const bottom = bbox.top + bbox.height;
      ctx.fillStyle = css(accent);
      ctx.moveTo(at, bottom - 8 * unit);
      ctx.lineTo(at - 5 * unit, bottom);
      ctx.lineTo(at + 5 * unit, bottom);
      ctx.fill();
    }
  }
  ctx.restore();
}

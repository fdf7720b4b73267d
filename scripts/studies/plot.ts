import { meanDeviation } from '../../src/core/metrics/mean-deviation';

/** A line of a plot: for each place on the x axis the shares, 0–1, of all seeds; null where there is none. */
interface Series {
  readonly name: string;
  readonly points: readonly (readonly number[] | null)[];
}

export interface Plot {
  /** For those who hear it read: what the picture shows. */
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Names of the places on the x axis, which are equally far apart. */
  readonly places: readonly string[];
  /** Six at most: there are as many colours. */
  readonly series: readonly Series[];
}

/** Okabe & Ito 2008, those that can be told apart on white by everybody; and a shape each. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8a6d00', '#56b4e9'];
const DASHES = ['', '7 4', '2 4', '10 3 2 3', '4 2', '1 3'];

const WIDTH = 720;
const AREA = { left: 64, top: 16, width: 440, height: 300 };
const HEIGHT = AREA.top + AREA.height + 56;
const BETWEEN_NAMES = 20;

/** Means as lines, ± one sample deviation as bars: an SVG picture on white, for dark pages as well. */
export function linePlot({ title, xLabel, yLabel, places, series }: Plot): string {
  const spreads = series.map(({ points }) =>
    points.map((values) => (values === null ? null : meanDeviation(values))),
  );
  const ends = spreads
    .flat()
    .filter((spread) => spread !== null)
    .flatMap(({ mean, deviation }) => [mean - (deviation ?? 0), mean + (deviation ?? 0)]);
  const { ticks, low, high } = scaleOf(Math.min(...ends), Math.max(...ends));
  const right = AREA.left + AREA.width;
  const bottom = AREA.top + AREA.height;
  const inset = AREA.width / (2 * places.length);
  const x = (i: number, line: number) =>
    // Side by side, so that the bars of one place don't hide one another.
    AREA.left + inset * (2 * i + 1) + 5 * (line - (series.length - 1) / 2);
  const y = (share: number) => bottom - ((share - low) / (high - low)) * AREA.height;

  const grid = ticks.map(
    (tick) =>
      `<path d="M${AREA.left} ${at(y(tick))}H${right}" stroke="#ddd"/>` +
      `<text x="${AREA.left - 8}" y="${at(y(tick) + 4)}" text-anchor="end">${Math.round(tick * 100)} %</text>`,
  );
  const names = places.map(
    (place, i) =>
      `<text x="${at(AREA.left + inset * (2 * i + 1))}" y="${bottom + 20}" text-anchor="middle">${escaped(place)}</text>`,
  );
  const lines = spreads.map((spread, line) => {
    const drawn = spread.flatMap((point, i) => (point === null ? [] : [{ ...point, i }]));
    const path = drawn.map(({ i, mean }) => `${at(x(i, line))} ${at(y(mean))}`).join('L');
    const bars = drawn.map(({ i, mean, deviation }) => {
      const around = deviation ?? 0;
      return `M${at(x(i, line))} ${at(y(mean - around))}V${at(y(mean + around))}`;
    });
    const dots = drawn.map(
      ({ i, mean }) => `<circle cx="${at(x(i, line))}" cy="${at(y(mean))}" r="3" stroke="none"/>`,
    );
    return `<g stroke="${COLOURS[line]!}" fill="${COLOURS[line]!}"><path d="M${path}" fill="none" stroke-width="2" stroke-dasharray="${DASHES[line]!}"/><path d="${bars.join('')}" stroke-width="1.5"/>${dots.join('')}</g>`;
  });
  const legend = series.map(({ name }, line) => {
    const middle = AREA.top + 12 + BETWEEN_NAMES * line;
    return `<path d="M${right + 16} ${middle}h28" stroke="${COLOURS[line]!}" stroke-width="2" stroke-dasharray="${DASHES[line]!}"/><text x="${right + 52}" y="${middle + 4}">${escaped(name)}</text>`;
  });
  const middle = AREA.top + AREA.height / 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#222">
<title>${escaped(title)}</title>
<rect width="${WIDTH}" height="${HEIGHT}" rx="4" fill="#fff"/>
${[...grid, ...names, ...lines, ...legend].join('\n')}
<text x="${AREA.left + AREA.width / 2}" y="${bottom + 44}" text-anchor="middle">${escaped(xLabel)}</text>
<text transform="translate(16 ${middle}) rotate(-90)" text-anchor="middle">${escaped(yLabel)}</text>
</svg>
`;
}

/** Round shares around both, some five to ten of them. */
function scaleOf(least: number, most: number): { ticks: number[]; low: number; high: number } {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2].find((size) => (most - least) / size <= 8) ?? 0.2;
  const first = Math.max(0, Math.floor(least / step - (least === most ? 1 : 0)));
  const last = Math.min(Math.round(1 / step), Math.ceil(most / step + (least === most ? 1 : 0)));
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
  return { ticks, low: first * step, high: last * step };
}

const at = (pixels: number) => Number(pixels.toFixed(1));
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

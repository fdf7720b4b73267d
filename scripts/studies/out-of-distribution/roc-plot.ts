import type { RocPoint } from './roc';

/** Okabe & Ito 2008, those that can be told apart on white by everybody; and a dash each. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8a6d00'];
const DASHES = ['', '7 4', '2 4', '10 3 2 3', '4 2'];
const SIDE = 320;
const LEFT = 64;
const TOP = 16;

/** ROC curves as an SVG picture on white. */
export function rocPlot(
  title: string,
  lines: readonly { readonly name: string; readonly curve: readonly RocPoint[] }[],
): string {
  const x = (share: number) => (LEFT + share * SIDE).toFixed(1);
  const y = (share: number) => (TOP + (1 - share) * SIDE).toFixed(1);
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((share) => [
    `<path d="M${x(0)} ${y(share)}H${x(1)}M${x(share)} ${y(0)}V${y(1)}" stroke="#ddd"/>`,
    `<text x="${LEFT - 8}" y="${Number(y(share)) + 4}" text-anchor="end">${Math.round(100 * share)} %</text>`,
    `<text x="${x(share)}" y="${TOP + SIDE + 20}" text-anchor="middle">${Math.round(100 * share)} %</text>`,
  ]);
  const curves = lines.map(({ curve }, i) => {
    const path = curve.map((point) => `${x(point.falseAlarms)} ${y(point.found)}`).join('L');
    return `<path d="M${path}" fill="none" stroke="${COLOURS[i]!}" stroke-width="2" stroke-dasharray="${DASHES[i]!}"/>`;
  });
  const legend = lines.map(({ name }, i) => {
    const middle = TOP + 12 + 20 * i;
    const right = LEFT + SIDE + 24;
    return `<path d="M${right} ${middle}h28" stroke="${COLOURS[i]!}" stroke-width="2" stroke-dasharray="${DASHES[i]!}"/><text x="${right + 36}" y="${middle + 4}">${name}</text>`;
  });
  const height = TOP + SIDE + 56;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 ${height}" width="640" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="#222">
<title>${title}</title>
<rect width="640" height="${height}" rx="4" fill="#fff"/>
${[...ticks, ...curves, ...legend].join('\n')}
<text x="${LEFT + SIDE / 2}" y="${height - 12}" text-anchor="middle">digits called strange</text>
<text transform="translate(16 ${TOP + SIDE / 2}) rotate(-90)" text-anchor="middle">strangers found</text>
</svg>
`;
}

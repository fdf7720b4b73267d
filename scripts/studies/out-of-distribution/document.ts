import { markdownTable } from '../table';
import { FALSE_ALARMS, type AppRule, type Results, type ScoreResult } from './measure';
import { rocPlot } from './roc-plot';

const three = (value: number): string => value.toFixed(3);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The document, and its plot as SVG. */
export function outOfDistributionDocument({ scores, best, app, counts }: Results): {
  markdown: string;
  plot: string;
} {
  const sorted = [...scores].sort((a, b) => b.chosenBy - a.chosenBy);
  const shown = sorted.filter(({ name }) =>
    [
      best.name,
      '1-nearest distance',
      'Mahalanobis distance',
      'energy',
      'largest probability',
    ].includes(name),
  );
  const plot = rocPlot(
    'Share of letters, signs and scribbles found against the share of digits called strange',
    shown.map(({ name, curve }) => ({ name, curve })),
  );
  return { markdown: text(sorted, best, app, counts), plot };
}

function text(
  sorted: readonly ScoreResult[],
  best: ScoreResult,
  app: AppRule,
  { digits, drawings, strangers, bank }: Results['counts'],
): string {
  const byShare = [...best.byName].sort((a, b) => a[1] - b[1]);
  const list = (some: readonly (readonly [string, number])[]) =>
    some.map(([name, share]) => `${name} ${Math.round(100 * share)} %`).join(', ');
  return `# When it may not be a digit

A network must answer with one of its classes, whatever it sees. The sketchpad says when a drawing is unlike everything it was
trained on. Which measure decides that was chosen by this study. Written by \`npm run study -- out-of-distribution\`.

- **Digits**: the first ${digits} test digits of MNIST and ${drawings} drawings made in this sketchpad's way.
- **Strangers**: ${strangers} drawings of capital and small letters, signs (square, tick, hash …) and generated scribbles, through the
  same way from strokes to 28 × 28, each turned, leaned, stretched and unsteady (\`strangers.ts\`). O, I and l are left out: by
  themselves they are digits. No package carries EMNIST's letters.
- **Halves**: every score is chosen by one half of both; all figures but that one are of the other half.
- **Network**: the article's, which ships (784-128-10). Distances go to ${bank} training digits.

![ROC curves](plots/out-of-distribution.svg)

AUC: area under the ROC curve; 0.5 is guessing. The last three columns: the threshold calls ${percent(FALSE_ALARMS)} of the first half's
digits strange.

${markdownTable(
  [
    'score',
    'AUC, chosen by',
    'AUC',
    'letters',
    'signs',
    'scribbles',
    'digits called strange',
    'drawn digits',
    'strangers found',
  ],
  sorted.map(({ name, chosenBy, area, areaOf, atThreshold }) => [
    name === best.name ? `**${name}**` : name,
    three(chosenBy),
    three(area),
    three(areaOf.letters),
    three(areaOf.signs),
    three(areaOf.scribbles),
    percent(atThreshold.digits),
    percent(atThreshold.drawings),
    percent(atThreshold.strangers),
  ]),
)}

Scores: largest probability (Hendrycks & Gimpel 2017), largest logit (Hendrycks et al. 2022), energy (Liu et al. 2020),
Mahalanobis distance in the last hidden layer (Lee et al. 2018), distance to the k-th nearest training digit in the last hidden layer,
as it is and scaled to length 1 (Sun et al. 2022), or pixel by pixel.

## What the app does

It takes the distance to the nearest training image, pixel by pixel, over the whole training set, and calls a drawing strange when it is
farther than 98 % of a sample of 500 training images are from theirs. That limit is measured in a worker when a network's neighbours are
first asked for; so it exists for every network and data set. For MNIST it is ${app.limit.toFixed(2)} (pixels of 0 to 1). With it
${percent(app.digits)} of the test digits, ${percent(app.drawings)} of the drawn digits and ${percent(app.strangers)} of all strangers are
called strange.

What a network says of itself (probability, logit, energy) is the worst guide here: it was never taught to doubt. Distances in the last
hidden layer do as well as those between pixels; these need no network and find a little more at few false alarms.

## What it does not find

Most letters lie close to some digit. By name, the share found of the second half:

- least: ${list(byShare.slice(0, 15))}
- most: ${list(byShare.slice(-10).reverse())}

So the notice says "may": when it is there, look; when it is not, nothing is proved.
`;
}

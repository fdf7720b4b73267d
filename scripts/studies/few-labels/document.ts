import { machine } from '../../../bench/machine';
import { linePlot } from '../plot';
import { markdownTable, spreadText } from '../table';
import { amounts, VALIDATION, type Amount } from './conditions';
import { SEEDS, type Learnt } from './measure';

/** In the order of the table and the plot. */
const NAMES: Readonly<Record<Learnt['method'], string>> = {
  pretrained: 'network, pretrained without labels',
  scratch: 'the same network from scratch',
  gradients: 'linear, histograms of gradients',
  nearest: 'nearest neighbours',
  zoning: 'linear, ink in 7 × 7 zones',
  softmax: 'softmax regression on pixels',
};
/** The same where there is little room. */
const SHORT_NAMES: typeof NAMES = {
  pretrained: 'pretrained network',
  scratch: 'network from scratch',
  gradients: 'gradients, linear',
  nearest: 'nearest neighbours',
  zoning: 'zones, linear',
  softmax: 'pixels, linear',
};
const methods = Object.keys(NAMES) as Learnt['method'][];

/** docs/few-labels.md and the picture in it. */
export function fewLabelsDocument(
  learnt: readonly Learnt[],
  minutes: number,
): { markdown: string; plot: string } {
  const of = (method: Learnt['method'], amount: Amount) =>
    learnt.find((one) => one.method === method && one.amount === amount)!;
  const { processor, cores, system, node } = machine();
  const [{ network, pretraining }] = [of('pretrained', amounts[0]).recipe!];
  const layers = [784, ...network.hidden.map(({ units }) => units), 10].join('-');
  const gains = amounts.map((amount) =>
    of('pretrained', amount).accuracies.map(
      (share, i) => share - of('scratch', amount).accuracies[i]!,
    ),
  );
  return {
    plot: linePlot({
      title:
        'Accuracy on the test set by labelled digits, with and without pretraining, and of simpler methods',
      xLabel: 'labelled digits trained on',
      yLabel: 'test accuracy',
      places: amounts.map(({ labels }) => labels.toLocaleString('en')),
      series: methods.map((method) => ({
        name: SHORT_NAMES[method],
        points: amounts.map((amount) => of(method, amount).accuracies),
      })),
    }),
    markdown: `# Few labels

Written by \`npm run study -- few-labels\` on ${new Date().toISOString().slice(0, 10)}, in ${minutes.toFixed(0)} minutes. ${processor}, ${cores} cores; ${system}; Node ${node}; one thread a training.

What are the ${(60_000 - VALIDATION.count).toLocaleString('en')} digits nobody has labelled worth? The network (${layers}, ${network.hidden[0]!.activation}) is first trained to give images back of which ${Math.round(pretraining!.corruption * 100)} % of the pixels are left out, on all of them and without a label, for ${pretraining!.epochs} epochs; its first half then begins the training on the labelled ones. From scratch: the same network and the same labelled digits, from random weights. Five seeds (${SEEDS.join(', ')}): mean ± sample deviation of the accuracy on MNIST's test set, which each has read once, at its end. The seed draws the labelled digits, the weights and the order; of a seed, every line has the same digits.

${markdownTable(
  ['labelled digits', ...amounts.map(({ labels }) => labels.toLocaleString('en'))],
  [
    ...methods.map((method) => [
      NAMES[method],
      ...amounts.map((amount) => spreadText(of(method, amount).accuracies)),
    ]),
    ['pretrained − from scratch, same seeds', ...gains.map(spreadText)],
  ],
)}

![Accuracy by labelled digits](plots/few-labels.svg)

Learning rate and epochs of the networks were chosen on the validation split (${VALIDATION.count.toLocaleString('en')} digits held back, seeds 11 and 12) by \`npm run study -- few-labels --choose\`, which wrote the recipes in scripts/studies/few-labels; \`inkling train --recipe FILE\` trains each. Epochs and k of the simpler methods are chosen on the same digits, for each seed (\`inkling baselines\`). So all lines know more labels than they train on, and the same ones. The linear models take at most 600 steps where labels are few; the one on zones would still gain from more.

${markdownTable(
  ['Recipe', 'learning rate', 'batch', 'epochs'],
  learnt.flatMap(({ recipe }) =>
    recipe === null
      ? []
      : [
          [
            recipe.name,
            String(recipe.optimizer.learningRate),
            String(recipe.batchSize),
            String(recipe.epochs),
          ],
        ],
  ),
)}
`,
  };
}

import { machine } from '../../../bench/machine';
import { linePlot } from '../plot';
import { gainText, markdownTable, spreadText, verdictOn } from '../table';
import { REPLAY, SEEDS, type Learnt, type Remembered } from './measure';
import { amountName, methods, type Amount, type Method } from './tasks';

export interface TransferResults {
  readonly newDigits: readonly Learnt[];
  readonly forgetting: readonly Remembered[];
  readonly evenOdd: readonly Learnt[];
  readonly minutes: number;
}

const NAMES: Readonly<Record<Method, string>> = {
  frozen: 'frozen base',
  'fine-tuned': 'fine-tuned',
  scratch: 'from scratch',
};

/** docs/transfer.md and the pictures in it, by name. */
export function transferDocument(results: TransferResults): {
  markdown: string;
  plots: Record<string, string>;
} {
  const { newDigits, forgetting, evenOdd, minutes } = results;
  const { processor, cores, system, node } = machine();
  const percent = Math.round(REPLAY * 100);
  return {
    plots: {
      'transfer-new-digits': learningPlot('Reading 5–9: accuracy by images a digit', newDigits),
      'transfer-forgetting': forgettingPlot(forgetting),
      'transfer-even-odd': learningPlot('Even or odd: accuracy by images a class', evenOdd),
    },
    markdown: `# Starting from a trained network

Written by \`npm run study -- transfer\` on ${new Date().toISOString().slice(0, 10)}, in ${minutes.toFixed(0)} minutes. ${processor}, ${cores} cores; ${system}; Node ${node}; one thread a training.

784-128-10 (ReLU) as in the article, five seeds (${SEEDS.join(', ')}): mean ± sample deviation of the accuracy on MNIST's test set, which each run has read once, at its end. The seed draws the weights, the order and the images a training gets, and the network it starts from is trained anew for each seed. Frozen base: the 128 hidden units stay as they are and only a new last layer learns. Fine-tuned: all layers learn. From scratch: the same network from random weights. Learning rate and epochs of each line were chosen on the validation split (5,000 digits held back, seeds 11 and 12) by \`npm run study -- transfer --choose\`, which wrote the recipes in scripts/studies/transfer; they name the shipped network in the base's place, so that \`inkling train --recipe FILE\` trains each.

## From 0–4 to 5–9

The base knows 0 to 4 (resources/models/digits-0-4.json); the new last layer tells 5 to 9 apart.

${learningTable('Images a digit', newDigits)}

${summary(newDigits)}

![Accuracy on 5–9 by images a digit](plots/transfer-new-digits.svg)

## What is forgotten

All layers learn, by the same recipes, but the last layer keeps what it knows of 0–4 and is extended by 5–9; all ten can be answered. Replay: ${percent} % of the examples shown are old ones, drawn from those the base was trained on. Before, the base reads ${spreadText(forgetting[0]!.oldBefore)} of the test set's 0–4.

${forgettingTable(forgetting)}

![Accuracy on 5–9 and on 0–4 afterwards](plots/transfer-forgetting.svg)

## Even or odd

The base knows all ten digits, by name; the new last layer says whether a digit is even or odd. A class here is five digits, so ten images are one of each on average.

${learningTable('Images a class', evenOdd)}

${summary(evenOdd)}

![Accuracy on even or odd by images a class](plots/transfer-even-odd.svg)

## The recipes

${recipeTable([...newDigits, ...evenOdd])}
`,
  };
}

function amountsOf(results: readonly { readonly amount: Amount }[]): Amount[] {
  return [...new Set(results.map(({ amount }) => amount))];
}

const of = (results: readonly Learnt[], amount: Amount, method: Method): readonly number[] =>
  results.find((one) => one.amount === amount && one.method === method)!.accuracies;

/** Of each seed: fine-tuned less from scratch. */
function gainAt(results: readonly Learnt[], amount: Amount): number[] {
  const scratch = of(results, amount, 'scratch');
  return of(results, amount, 'fine-tuned').map((share, i) => share - scratch[i]!);
}

/** What the table says, as far as five seeds can say it. */
function summary(results: readonly Learnt[]): string {
  const at = (wanted: ReturnType<typeof verdictOn>) =>
    amountsOf(results)
      .filter((amount) => verdictOn(gainAt(results, amount)) === wanted)
      .map(amountName)
      .join(', ') || 'none';
  return `By more than twice the standard error of the difference, fine-tuning is better than starting from scratch with ${at('better')}, worse with ${at('worse')}; undecided: ${at('undecided')}.`;
}

function learningTable(what: string, results: readonly Learnt[]): string {
  return markdownTable(
    [what, ...methods.map((method) => NAMES[method]), 'fine-tuned − from scratch, same seeds'],
    amountsOf(results).map((amount) => {
      return [
        amountName(amount),
        ...methods.map((method) => spreadText(of(results, amount, method))),
        gainText(gainAt(results, amount)),
      ];
    }),
  );
}

function learningPlot(title: string, results: readonly Learnt[]): string {
  const amounts = amountsOf(results);
  return linePlot({
    title,
    xLabel: 'images of each class trained on',
    yLabel: 'test accuracy',
    places: amounts.map(amountName),
    series: methods.map((method) => ({
      name: NAMES[method],
      points: amounts.map((amount) => of(results, amount, method)),
    })),
  });
}

function forgettingTable(results: readonly Remembered[]): string {
  return markdownTable(
    ['Images a digit', 'replay', '5–9 after', '0–4 after'],
    results.map(({ amount, replay, newAfter, oldAfter }) => [
      amountName(amount),
      replay === 0 ? 'none' : `${Math.round(replay * 100)} %`,
      spreadText(newAfter),
      spreadText(oldAfter),
    ]),
  );
}

function forgettingPlot(results: readonly Remembered[]): string {
  const amounts = amountsOf(results);
  const series = (['newAfter', 'oldAfter'] as const).flatMap((task) =>
    [0, REPLAY].map((replay) => ({
      name: `${task === 'newAfter' ? '5–9' : '0–4'}, ${replay === 0 ? 'no replay' : 'replay'}`,
      points: amounts.map(
        (amount) => results.find((one) => one.amount === amount && one.replay === replay)![task],
      ),
    })),
  );
  return linePlot({
    title: 'After learning 5–9 on top of 0–4: accuracy on both by images a digit',
    xLabel: 'images of each new digit trained on',
    yLabel: 'test accuracy',
    places: amounts.map(amountName),
    series,
  });
}

function recipeTable(results: readonly Learnt[]): string {
  return markdownTable(
    ['Recipe', 'learning rate', 'batch', 'epochs'],
    results.map(({ recipe: { name, optimizer, batchSize, epochs } }) => [
      name,
      String(optimizer.learningRate),
      String(batchSize),
      String(epochs),
    ]),
  );
}

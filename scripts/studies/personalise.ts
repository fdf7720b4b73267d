import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFork } from '../../src/cli/node-fork';
import type { Personalised } from '../../src/core/metrics/personalised';
import { personaliseRecipe } from '../../src/core/recipe/personalise';
import { startJob } from '../../src/jobs/supervisor';
import { personaliseHand, type HandJobs } from '../../test/support/personalise-hand';
import { gainText, markdownTable } from './table';
import type { StudyPlace } from './trainings';

/** Hands that no setting was chosen by. */
const HANDS = Array.from({ length: 12 }, (_, i) => 101 + i);
/** Where the shipped network reads a hand less well than this, it is to gain. */
const MISREAD = 0.85;

/** The networks that ship and tell all ten digits apart, the one the sketchpad begins with first. */
const NETWORKS = [
  {
    id: 'strongest',
    name: 'The strongest network, 784-1000-500-10, with which the sketchpad begins',
  },
  { id: 'article', name: 'The article’s network, 784-128-10' },
] as const;

interface Measured extends Personalised {
  readonly hand: number;
  /** From the start of the worker to the last weights: estimating the hand, learning, the test set. */
  readonly seconds: number;
}

/** docs/personalise.md: simulated hands, each taught to the shipped networks by five of each digit. */
export async function study({ checkout, worker, mnist, say }: StudyPlace): Promise<void> {
  const library = mkdtempSync(join(tmpdir(), 'inkling-study-'));
  const host = { library, mnist, models: join(checkout, 'resources', 'models'), app: 'study' };
  const fork = nodeFork(worker);
  const measure = async (id: string): Promise<Measured[]> => {
    const results: Measured[] = [];
    for (const hand of HANDS) {
      let seconds = 0;
      const jobs: HandJobs = {
        train: async (recipe) => {
          const began = performance.now();
          const trained = await startJob(fork, host, 'train', { recipe }).result;
          seconds = (performance.now() - began) / 1000;
          return trained;
        },
        personalised: (run) => startJob(fork, host, 'personalised', { run }).result,
      };
      const result = await personaliseHand(hand, library, jobs, (dataset) =>
        personaliseRecipe('My hand', dataset, { type: 'shipped', id }),
      );
      results.push({ hand, seconds, ...result });
      const { drawings, old } = result;
      say(
        `${id}, hand ${hand}: ${percent(drawings.before, 1)} → ${percent(drawings.after, 1)} %, MNIST ${points(old!.after - old!.before, 2)}`,
      );
    }
    return results;
  };
  try {
    // Beside each other: each takes about one core.
    const results = await Promise.all(NETWORKS.map(({ id }) => measure(id)));
    const sections = NETWORKS.map(({ name }, i) => section(name, results[i]!));
    writeFileSync(join(checkout, 'docs', 'personalise.md'), document(sections));
  } finally {
    rmSync(library, { recursive: true });
  }
}

const percent = (share: number, digits: number) => (100 * share).toFixed(digits);
const points = (difference: number, digits: number) =>
  `${difference < 0 ? '−' : '+'}${Math.abs(100 * difference).toFixed(digits)}`;

function document(sections: readonly string[]): string {
  return `# Teaching a network one hand

Written by \`npm run study -- personalise\`.

A hand is simulated by one strong distortion (turn, stretch, lean, bends; \`test/support/hands.ts\`), the same for everything it
"writes": five training digits of each class to learn from, and 500 test digits, none of which was learnt from, to be
read. The networks are those that ship; the recipe is the app's (\`core/recipe/personalise.ts\`): from the fifty drawings it is
estimated how this hand differs from MNIST's (\`core/hand\`), and the network learns the drawings and thousands of MNIST's
training digits as this hand would write them, with plain ones among them. Its settings were chosen on the hands 1 to 8, which are
not among these. Accuracies in %, differences in points.

${sections.join('\n')}
An accuracy on 500 digits scatters by about ± ${percent(Math.sqrt(0.25 / 500), 1)} points (one standard deviation, at most). Real drawings are
not distorted MNIST digits: the map finds how a hand turns, leans, stretches and bends, and what else is its own (a bar through
the 7) is in the drawings alone.
`;
}

function section(name: string, results: readonly Measured[]): string {
  const rows = results.map(({ hand, drawings, old }) => [
    String(hand),
    percent(drawings.before, 1),
    percent(drawings.after, 1),
    points(drawings.after - drawings.before, 1),
    percent(old!.before, 2),
    percent(old!.after, 2),
    points(old!.after - old!.before, 2),
  ]);
  const gainOf = ({ drawings }: Measured) => drawings.after - drawings.before;
  const misread = results.filter(({ drawings }) => drawings.before < MISREAD).map(gainOf);
  const reached = misread.filter((gain) => gain >= 0.1).length;
  const others = results.filter(({ drawings }) => drawings.before >= MISREAD).map(gainOf);
  const lost = results.map(({ old }) => old!.after - old!.before);
  const seconds = results.map((result) => result.seconds).sort((a, b) => a - b);
  const median = seconds[Math.floor(seconds.length / 2)]!;
  const lines = [
    `Hands read less well than ${percent(MISREAD, 0)} % before: ${misread.length} of ${results.length}. They gain ${gainText(misread)} (mean and deviation over hands), the least ${points(Math.min(...misread), 1)}; ${reached} of ${misread.length} gain 10 points or more.`,
    ...(others.length === 0
      ? []
      : [
          `The other ${others.length}: ${gainText(others)}, the least ${points(Math.min(...others), 1)}.`,
        ]),
    `MNIST's test digits: ${gainText(lost)}; at worst ${points(Math.min(...lost), 2)}.`,
    `A hand took ${median.toFixed(0)} s (median; from ${seconds[0]!.toFixed(0)} to ${seconds.at(-1)!.toFixed(0)} s, two at a time beside other work).`,
  ];
  return `## ${name}

${markdownTable(['Hand', 'Before', 'After', 'Gain', 'MNIST before', 'After', 'Difference'], rows)}

${lines.map((line) => `- ${line}`).join('\n')}
`;
}

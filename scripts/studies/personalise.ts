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

interface Measured extends Personalised {
  readonly hand: number;
}

/** docs/personalise.md: simulated hands, each taught to the shipped network by five of each digit. */
export async function study({ checkout, worker, mnist, say }: StudyPlace): Promise<void> {
  const library = mkdtempSync(join(tmpdir(), 'inkling-study-'));
  const host = { library, mnist, models: join(checkout, 'resources', 'models'), app: 'study' };
  const fork = nodeFork(worker);
  const jobs: HandJobs = {
    train: (recipe) => startJob(fork, host, 'train', { recipe }).result,
    personalised: (run) => startJob(fork, host, 'personalised', { run }).result,
  };
  const results: Measured[] = [];
  try {
    for (const hand of HANDS) {
      const result = await personaliseHand(hand, library, jobs, (dataset) =>
        personaliseRecipe('My hand', dataset, { type: 'shipped', id: 'article' }),
      );
      results.push({ hand, ...result });
      say(`hand ${hand}: ${results.length} of ${HANDS.length}`);
    }
  } finally {
    rmSync(library, { recursive: true });
  }
  writeFileSync(join(checkout, 'docs', 'personalise.md'), document(results));
}

function document(results: readonly Measured[]): string {
  const percent = (share: number, digits: number) => (100 * share).toFixed(digits);
  const points = (difference: number, digits: number) =>
    `${difference < 0 ? '−' : '+'}${Math.abs(100 * difference).toFixed(digits)}`;
  const rows = results.map(({ hand, drawings, old }) => [
    String(hand),
    percent(drawings.before, 1),
    percent(drawings.after, 1),
    points(drawings.after - drawings.before, 1),
    percent(old!.before, 2),
    percent(old!.after, 2),
    points(old!.after - old!.before, 2),
  ]);
  const misread = results.filter(({ drawings }) => drawings.before < MISREAD);
  const gains = misread.map(({ drawings }) => drawings.after - drawings.before);
  const reached = gains.filter((gain) => gain >= 0.1).length;
  const lost = results.map(({ old }) => old!.after - old!.before);
  return `# Teaching a network one hand

Written by \`npm run study -- personalise\`.

A hand is simulated by one strong distortion (turn, stretch, lean, bends; \`test/support/hands.ts\`), the same for everything it
"writes": five training digits of each class to learn from, and ${results[0]!.drawings.examples} test digits, none of which was learnt from, to be
read. The network is the one that ships; the recipe is the app's (\`core/recipe/personalise.ts\`). Its settings were chosen on the
hands 1 to 8, which are not among these. Accuracies in %, differences in points.

${markdownTable(['Hand', 'Before', 'After', 'Gain', 'MNIST before', 'After', 'Difference'], rows)}

- Hands read less well than ${percent(MISREAD, 0)} % before: ${misread.length} of ${results.length}. They gain ${gainText(gains)} (mean and deviation over hands), the least ${points(Math.min(...gains), 1)}; ${reached} of ${misread.length} gain 10 points or more.
- MNIST's test digits: ${gainText(lost)}; at worst ${points(Math.min(...lost), 2)}.
- An accuracy on ${results[0]!.drawings.examples} digits scatters by about ± ${percent(Math.sqrt(0.25 / results[0]!.drawings.examples), 1)} points (one standard deviation, at most).
`;
}

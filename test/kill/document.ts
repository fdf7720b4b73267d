import { machine } from '../../bench/machine';
import { isSame, killsOf, type Outcome } from './kill';
import { stages } from './worker';

/** docs/kill-tests.md. */
export function documentOf(
  outcomes: readonly Outcome[],
  { seed, seconds }: { seed: number; seconds: number },
): string {
  const kills = killsOf(outcomes);
  const inside = kills.filter(({ stage }) => stage !== 'outside');
  const insideEpoch = kills.filter((kill) => kill.insideEpoch).length;
  const killed = outcomes.flatMap(({ survivors }) => survivors).filter((s) => s.kills.length > 0);
  const same = killed.filter(isSame).length;
  const { processor, cores, memoryGb, system, node } = machine();
  return `# Killed and resumed

Written by \`npm run test:kill\` on ${new Date().toISOString().slice(0, 10)}, seed ${seed}, in ${(seconds / 60).toFixed(1)} minutes. ${processor}, ${cores} cores, ${memoryGb} GB; ${system}; Node ${node}; one thread a training.

**${kills.length} SIGKILLs over ${outcomes.length} recipes, ${inside.length} of them inside the writing of a checkpoint: ${same} of ${killed.length} runs came to the SHA-256 of the uninterrupted run** over weights, slots, averages, sums, every interval and epoch, the weights kept of every epoch and the figures of the test set; wall-clock columns aside. No checkpoint was damaged and no file left over in ${same === killed.length ? 'any' : 'those'}.

Each run is the built worker's, under the supervisor that app and command line use, on 1,000 or 2,000 of MNIST's images. It is killed up to four times, also soon after a resume, while somebody pauses it and makes single steps at random; so ${insideEpoch} times the checkpoint that was left lay inside an epoch. Six of ten kills come from outside at a random moment. Four are aimed at a checkpoint drawn at random by a hook (test/kill/hook.mjs) that is preloaded into the process and wraps the calls that write files: it marks how far the writing is in a file that outlives the process, and ends it there. A kill that would have come after the end doesn't count; another is drawn.

${table(
  ['recipe', 'kills', 'inside a checkpoint', 'runs', 'the same bits'],
  outcomes.map(({ recipe, survivors }) => {
    const these = survivors.filter((survivor) => survivor.kills.length > 0);
    const all = these.flatMap((survivor) => survivor.kills);
    return [
      recipe,
      all.length,
      all.filter(({ stage }) => stage !== 'outside').length,
      these.length,
      these.filter(isSame).length,
    ];
  }),
)}

${table(
  ['the process ended when the checkpoint was', 'kills'],
  [
    ...stages.map((stage) => [MEANING[stage], kills.filter((kill) => kill.stage === stage).length]),
    ['not being written', kills.length - inside.length],
  ],
)}
`;
}

const MEANING: Readonly<Record<(typeof stages)[number], string>> = {
  opened: 'a new, empty file',
  'half written': 'half written',
  written: 'written, not synced',
  synced: 'synced under its temporary name',
  renamed: 'renamed, named by no row yet',
  'in the transaction': "in SQLite's hands: rows written, not or just committed",
  committed: 'committed, temporary files not cleared away',
};

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

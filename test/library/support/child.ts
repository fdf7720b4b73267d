import { MNIST } from '../../../src/core/data/dataset-info';
import { errorToData, UserError } from '../../../src/core/errors';
import type { RunId } from '../../../src/core/metrics/run';
import { Library } from '../../../src/library/library';
import { checkpointAt, intervalAt, newRun } from './deterministic-run';

// One of the other processes of the tests: `node child.mjs <what> <folder> <argument>`, says what it has done as lines of JSON.

const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
const untilKilled = () => setInterval(() => undefined, 1000);

const [what, folder, argument] = process.argv.slice(2) as [string, string, string];
const acts: Readonly<Record<string, (library: Library) => void>> = {
  /** Opens the library, and no more. */
  open: (library) => {
    say({ runs: library.runs.list().length });
  },
  /** Begins a run and holds it. */
  hold: (library) => {
    say({ run: library.startRun(newRun).run });
    untilKilled();
  },
  /** Tries to take a run up, and holds it. */
  resume: (library) => {
    library.resumeRun(argument as RunId);
    say({ resumed: true });
    untilKilled();
  },
  /** Commits so many times as fast as it can. */
  commit: (library) => {
    const writer = library.startRun(newRun);
    for (let step = 1; step <= Number(argument); step++) writer.record([intervalAt(step)], []);
    writer.stop();
    say({ run: writer.run });
  },
  /** Keeps checkpoints of so many numbers, until it is killed or cannot. */
  checkpoints: (library) => {
    const writer = library.startRun(newRun);
    say({ run: writer.run });
    for (let step = 1; ; step++) {
      writer.checkpoint(checkpointAt(step, Number(argument)), [intervalAt(step)], [], false);
      say({ step });
    }
  },
  /** Keeps checkpoints, each so many numbers larger than the one before, until it cannot. */
  growing: (library) => {
    const writer = library.startRun(newRun);
    say({ run: writer.run });
    for (let step = 1; ; step++) {
      const length = step * Number(argument);
      writer.checkpoint(checkpointAt(step, length), [intervalAt(step)], [], false);
      say({ step });
    }
  },
  /** Adds data sets, each ten times as large as the one before, until it cannot. */
  datasets: (library) => {
    for (let images = 10; ; images *= 10) {
      const part = {
        images: new Uint8Array(images * 784).fill(images % 256),
        labels: Uint8Array.from({ length: images }, (_, i) => i % 2),
        classNames: ['even', 'odd'],
      };
      const { source } = MNIST;
      const id = library.datasets.add({ name: String(images), source, train: part, test: part });
      say({ id });
    }
  },
  /** Keeps intervals, 500 at a time, until it cannot. */
  intervals: (library) => {
    const writer = library.startRun(newRun);
    say({ run: writer.run });
    for (let step = 0; ; step += 500) {
      writer.record(
        Array.from({ length: 500 }, (_, i) => intervalAt(step + i + 1)),
        [],
      );
      say({ step: step + 500 });
    }
  },
};

try {
  const library = await Library.open(folder, { role: 'worker' });
  acts[what]!(library);
} catch (error) {
  say({ error: errorToData(error) });
  process.exitCode = error instanceof UserError ? 1 : 3;
}

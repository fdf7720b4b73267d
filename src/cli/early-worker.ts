import { PREPARE, workerEnvironment, type ForkWorker } from '../jobs/protocol';
import { nodeFork } from './node-fork';

/** Forks workers, the first of which may be on its way already. */
export interface EarlyWorker {
  readonly fork: ForkWorker;
  /** Ends the one that nobody has asked for. */
  dismiss(): void;
}

/**
 * Starting a worker and loading TensorFlow take longer than all the command line does before it sends the job. So where the
 * words say that there will be a training, its worker starts before anything else is loaded.
 */
export function earlyWorker(entry: string, argv: readonly string[]): EarlyWorker {
  const fork = nodeFork(entry);
  const environment = workerEnvironment(threadsIn(argv));
  let waiting = argv[0] === 'train' ? nodeFork(entry, [`${PREPARE}train`])(environment) : null;
  return {
    fork(wanted) {
      const worker = waiting;
      // How many threads there are is settled when TensorFlow is loaded: had the words meant another number, it is of no use.
      if (worker === null || JSON.stringify(wanted) !== JSON.stringify(environment)) {
        return fork(wanted);
      }
      waiting = null;
      return worker;
    },
    dismiss() {
      waiting?.kill();
    },
  };
}

/** What follows --threads, else 1; whether it is a number that makes sense is for the command to say. */
function threadsIn(argv: readonly string[]): number {
  const at = argv.indexOf('--threads');
  const joined = argv.find((word) => word.startsWith('--threads='))?.slice('--threads='.length);
  return Number(joined ?? (at === -1 ? 1 : argv[at + 1]));
}

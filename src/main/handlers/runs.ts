import type { runsRequests } from '../../contract/requests/runs';
import { retryWhileBusy } from '../../library/errors';
import type { HandlersOf } from '../bridge';
import type { Services } from '../services';

export function runsHandlers({
  library,
  watch,
  runWork,
  trainings,
}: Services): HandlersOf<typeof runsRequests> {
  const change = async (write: () => void): Promise<null> => {
    await retryWhileBusy(write);
    await retryWhileBusy(() => {
      watch.compare();
    });
    return null;
  };
  return {
    'run.delete': (run) =>
      change(() => {
        library.runs.delete(run);
      }),
    'run.undelete': (run) =>
      change(() => {
        library.runs.undelete(run);
      }),
    'run.setTitle': ({ run, title }) =>
      change(() => {
        library.annotations.setTitle(run, title);
      }),
    'run.setNotes': ({ run, notes }) =>
      change(() => {
        library.annotations.setNotes(run, notes);
      }),
    'run.setTags': ({ run, tags }) =>
      change(() => {
        library.annotations.setTags(run, tags);
      }),
    'run.list': async () =>
      (await retryWhileBusy(() => library.runs.list())).map((run) => trainings.withReason(run)),
    'run.get': async (run) =>
      trainings.withReason(await retryWhileBusy(() => library.runs.get(run))),
    'run.metrics': ({ run, since }) => retryWhileBusy(() => library.metrics.since(run, since)),
    'run.epochs': (run) => retryWhileBusy(() => library.metrics.epochs(run)),
    'run.pretraining': ({ run, since }) =>
      retryWhileBusy(() => ({
        rows: library.pretraining.since(run, since),
        epochs: library.pretraining.epochs(run),
      })),
    'run.weights': (run) => retryWhileBusy(() => library.checkpoints.weights(run)),
    'run.evaluation': (run) => retryWhileBusy(() => library.evaluations.get(run)),
    'run.facts': (run) =>
      retryWhileBusy(() => ({
        changes: library.changes.of(run),
        testLooks: library.testLooks.countOf(run),
        dataLooks: library.testLooks.count(library.runs.get(run).recipe.dataset),
      })),
    'run.export': (run) => runWork.exportOnnx(run),
    'run.save': (run) => runWork.save(run),
    'run.open': () => runWork.open(),
    'run.card': (run) => runWork.card(run),
    'run.fingerprint': (run) => runWork.fingerprint(run),
    'runs.compare': (runs) => runWork.compare(runs),
  };
}

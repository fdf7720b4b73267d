import type { runsRequests } from '../../contract/requests/runs';
import { retryWhileBusy } from '../../library/errors';
import type { HandlersOf } from '../bridge';
import type { Services } from '../services';

export function runsHandlers({
  library,
  watch,
  exportRun,
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
    'run.list': () => retryWhileBusy(() => library.runs.list()),
    'run.get': (run) => retryWhileBusy(() => library.runs.get(run)),
    'run.metrics': ({ run, since }) => retryWhileBusy(() => library.metrics.since(run, since)),
    'run.epochs': (run) => retryWhileBusy(() => library.metrics.epochs(run)),
    'run.weights': (run) => retryWhileBusy(() => library.checkpoints.weights(run)),
    'run.evaluation': (run) => retryWhileBusy(() => library.evaluations.get(run)),
    'run.export': (run) => exportRun(run),
  };
}

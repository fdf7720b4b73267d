import { retryWhileBusy } from '../library/errors';
import type { AppInfo, Settings } from '../contract/contract';
import type { Handlers } from './bridge';
import { openInSystem } from './open-in-system';
import type { Services } from './services';
import type { SettingsChange, SettingsStore } from './settings';

/** What only the app itself can answer. */
export interface Shell {
  readonly settings: SettingsStore;
  readonly logFile: string;
  info(): AppInfo;
  setSettings(change: SettingsChange): Settings;
}

/** One handler a request. Whatever reads or writes the library tries again while another process is writing. */
export function createHandlers(shell: Shell, services: Services): Handlers {
  const { library, models, trainings, estimates, watch } = services;
  const change = async (write: () => void): Promise<null> => {
    await retryWhileBusy(write);
    await retryWhileBusy(() => {
      watch.compare();
    });
    return null;
  };
  return {
    'app.info': () => shell.info(),
    'app.openLogs': () => openInSystem(shell.logFile),
    'app.openLibrary': () => openInSystem(library.folder),
    'settings.get': () => shell.settings.current,
    'settings.set': (part) => shell.setSettings(part),
    'models.list': () => models.list(),
    'sketch.read': ({ model, pixels }) => models.read(model, pixels),
    'recipes.estimate': (recipe) => estimates.of(recipe),
    'run.start': (recipe) => trainings.start(recipe, shell.settings.current.threads),
    'run.pause': (run) => {
      trainings.pause(run);
      return null;
    },
    'run.resume': async (run) => {
      const { environment } = await retryWhileBusy(() => library.runs.get(run));
      await trainings.resume(run, environment.threads);
      return null;
    },
    'run.stop': async (run) => {
      await trainings.stop(run);
      return null;
    },
    'run.delete': (run) =>
      change(() => {
        library.runs.delete(run);
      }),
    'run.undelete': (run) =>
      change(() => {
        library.runs.undelete(run);
      }),
    'run.list': () => retryWhileBusy(() => library.runs.list()),
    'run.get': (run) => retryWhileBusy(() => library.runs.get(run)),
    'run.metrics': ({ run, since }) => retryWhileBusy(() => library.metrics.since(run, since)),
    'run.epochs': (run) => retryWhileBusy(() => library.metrics.epochs(run)),
    'run.weights': (run) => retryWhileBusy(() => library.checkpoints.weights(run)),
    'run.evaluation': (run) => retryWhileBusy(() => library.evaluations.get(run)),
    'run.export': (run) => services.exportRun(run),
  };
}

import type { BrowserWindow } from 'electron';
import { errorToData } from '../core/errors';
import type { Pixels28 } from '../core/network/types';
import type { RunId } from '../core/metrics/run';
import type { Personalised } from '../core/metrics/personalised';
import type { JobHost } from '../jobs/protocol';
import { startJob } from '../jobs/supervisor';
import { retryWhileBusy } from '../library/errors';
import { DataSource } from '../library/data-source';
import { Library } from '../library/library';
import type { Messages, Translate } from '../messages';
import { Attention } from './attention';
import type { Emit } from './bridge';
import { DataFiles } from './data-files';
import { Estimates } from './estimates';
import { Explore } from './explore';
import { utilityFork } from './fork';
import { LibraryWatch } from './library-watch';
import type { Log } from './log';
import { Models } from './models';
import { Neighbours } from './neighbours';
import type { AppPaths } from './paths';
import { RecipeFiles } from './recipe-files';
import { RunWork } from './run-work';
import type { SettingsStore } from './settings';
import { Searches } from './searches';
import { Trainings, type Training, type TrainingEnd } from './trainings';
import { TrainingQueue } from './training-queue';
import { TransferBases } from './transfer-bases';

/** What the services need of the program around them. */
export interface Surroundings {
  readonly paths: AppPaths;
  readonly libraryFolder: string;
  readonly appVersion: string;
  readonly settings: SettingsStore;
  readonly log: Log;
  readonly emit: Emit;
  readonly window: () => BrowserWindow | undefined;
  readonly messages: () => Messages;
  /** A training has begun, paused, gone on or ended. */
  readonly trainingsChanged: () => void;
}

/** Everything that works on the library, once it is open. */
export interface Services {
  readonly library: Library;
  readonly data: DataSource;
  readonly dataFiles: DataFiles;
  readonly watch: LibraryWatch;
  readonly models: Models;
  readonly neighbours: Neighbours;
  readonly searches: Searches;
  readonly trainings: Trainings;
  readonly estimates: Estimates;
  readonly explore: Explore;
  readonly emit: Emit;
  readonly runWork: RunWork;
  /** What a run that learnt one hand has brought; see the job. */
  readonly personalised: (run: RunId) => Promise<Personalised>;
  /** The digit in a picture file, read in a worker: a decoder of other people's bytes has no place in main. */
  readonly readPhoto: (name: string, bytes: Uint8Array) => Promise<Pixels28>;
  readonly window: () => BrowserWindow | undefined;
  readonly translate: () => Translate;
  readonly recipeFiles: RecipeFiles;
  readonly transferBases: TransferBases;
  readonly queue: TrainingQueue;
}

/** @throws UserError when the library can't be opened. */
export async function openServices(around: Surroundings): Promise<Services> {
  const { paths, libraryFolder, appVersion, settings, log } = around;
  const library = await Library.open(libraryFolder, { role: 'main' });
  const data = new DataSource(library, paths.mnist);
  const fork = utilityFork(paths.worker);
  const host: JobHost = {
    library: libraryFolder,
    mnist: paths.mnist,
    models: paths.models,
    app: appVersion,
  };
  const attention = new Attention(around.window);
  const watch = new LibraryWatch(library, around.emit);
  const trainings = new Trainings(fork, host, log, {
    changed() {
      showTrainings();
    },
    progressed(training) {
      attention.show(trainings.active);
      watch.stepped(training.run, training.step);
    },
    ended(training, end) {
      showTrainings();
      announceEnd(training, end, attention, around);
      queue.next().catch((error: unknown) => {
        log.error('queue:', error);
      });
    },
  });
  const queue = new TrainingQueue(library.queue, trainings, () => {
    around.emit('queue.changed', null);
  });

  function showTrainings(): void {
    attention.show(trainings.active);
    around.trainingsChanged();
    retryWhileBusy(() => {
      watch.compare();
    }).catch((error: unknown) => {
      log.error('library:', error);
    });
  }

  const models = new Models(library, paths.models, appVersion);
  return {
    library,
    data,
    dataFiles: new DataFiles(fork, host, around.emit),
    emit: around.emit,
    window: around.window,
    translate: () => around.messages().t,
    watch,
    trainings,
    queue,
    models,
    neighbours: new Neighbours(models, fork, host, (model, share) => {
      around.emit('neighbours.progress', { model, share });
    }),
    searches: new Searches(models, fork, host, log, (share) => {
      around.emit('why.progress', { share });
    }),
    estimates: new Estimates(library, data, fork, host, log, () => settings.current.threads),
    recipeFiles: new RecipeFiles(around.window, around.messages),
    transferBases: new TransferBases(library, paths.models),
    runWork: new RunWork({
      library,
      fork,
      host,
      window: around.window,
      messages: around.messages,
      changed: () =>
        retryWhileBusy(() => {
          watch.compare();
        }),
    }),
    personalised: (run) => startJob(fork, host, 'personalised', { run }).result,
    readPhoto: (name, bytes) => startJob(fork, host, 'photo', { name, bytes }).result,
    explore: new Explore(
      fork,
      host,
      (task, part) => {
        around.emit('explore.progress', { task, part });
      },
      (text) => {
        log.error('worker:', text);
      },
    ),
  };
}

/** Logs how a training ended, and tells a person who looks elsewhere. One that was stopped, they stopped. */
function announceEnd(
  { name }: Training,
  end: TrainingEnd,
  attention: Attention,
  { log, messages }: Surroundings,
): void {
  const { t } = messages();
  if (end.outcome === 'finished') {
    const percent = (100 * end.result.evaluation.accuracy).toFixed(2);
    attention.announce(
      t('dialogs:ended.finished'),
      t('dialogs:ended.finishedBody', { name, percent }),
    );
  } else if (end.outcome === 'failed') {
    log.error('training:', end.error);
    const data = errorToData(end.error);
    const message =
      data.kind === 'user'
        ? messages().error(data.code, data.params)
        : end.error instanceof Error
          ? end.error.message
          : String(end.error);
    attention.announce(t('dialogs:ended.failed'), t('dialogs:ended.failedBody', { name, message }));
  }
}

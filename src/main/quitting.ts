import { app, dialog, type BrowserWindow } from 'electron';
import type { Translate } from '../messages';
import type { Log } from './log';
import type { Trainings } from './trainings';

/** A checkpoint takes well under a second; a worker that doesn't answer for this long never will. */
const patienceMs = 10_000;

export interface QuittingOptions {
  readonly trainings: () => Trainings | undefined;
  readonly window: () => BrowserWindow | undefined;
  readonly translate: () => Translate;
  readonly log: Log;
}

/** Lets the app end only when no training is under way: asks, has each make its checkpoint and stop, then goes. */
export class Quitting {
  readonly #options: QuittingOptions;
  #state: 'open' | 'asking' | 'leaving' = 'open';

  constructor(options: QuittingOptions) {
    this.#options = options;
    app.on('before-quit', (event) => {
      if (!this.#isBusy()) return;
      event.preventDefault();
      void this.#ask();
    });
  }

  /**
   * Nobody can be asked at a terminal's Ctrl-C or a shutdown: saves and goes. Call once the app is ready: Electron sets its own
   * handlers shortly before.
   */
  obeySignals(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => void this.#leave());
    }
  }

  /** Whether the window may close now; if not, the app asks and closes it itself. */
  readonly mayClose = (): boolean => {
    if (process.platform === 'darwin' || !this.#isBusy()) return true;
    app.quit();
    return false;
  };

  #isBusy(): boolean {
    return this.#state !== 'leaving' && (this.#options.trainings()?.active.length ?? 0) > 0;
  }

  async #ask(): Promise<void> {
    if (this.#state !== 'open') return;
    const training = this.#options.trainings()?.active.at(-1);
    if (training === undefined) return;
    this.#state = 'asking';
    const t = this.#options.translate();
    const question = {
      type: 'question' as const,
      title: 'Inkling',
      message: t('dialogs:quit.title'),
      detail: t('dialogs:quit.detail', {
        name: training.name,
        percent: Math.floor((100 * training.step) / training.totalSteps),
      }),
      buttons: [t('dialogs:quit.stop'), t('dialogs:quit.stay')],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    };
    const window = this.#options.window();
    const { response } = await (window === undefined
      ? dialog.showMessageBox(question)
      : dialog.showMessageBox(window, question));
    this.#state = 'open';
    if (response === 0) await this.#leave();
  }

  async #leave(): Promise<void> {
    if (this.#state === 'leaving') return;
    this.#state = 'leaving';
    try {
      await this.#options.trainings()?.stopAll(patienceMs);
    } catch (error) {
      this.#options.log.error('quitting:', error);
    }
    app.quit();
  }
}

import { Notification, powerSaveBlocker, type BrowserWindow } from 'electron';
import type { Training } from './trainings';

/** What the desktop shows of trainings outside the window: progress in the task bar, no sleep, a word when one has ended. */
export class Attention {
  readonly #window: () => BrowserWindow | undefined;
  #blocker: number | undefined;

  constructor(window: () => BrowserWindow | undefined) {
    this.#window = window;
  }

  /** The share of all trainings' steps that is done, in the task bar; the machine stays awake while one computes. */
  show(active: readonly Training[]): void {
    const total = active.reduce((sum, { totalSteps }) => sum + totalSteps, 0);
    const done = active.reduce((sum, { step }) => sum + step, 0);
    const paused = active.length > 0 && active.every((training) => training.paused);
    // −1 takes the bar away.
    this.#window()?.setProgressBar(total === 0 ? -1 : done / total, {
      mode: paused ? 'paused' : 'normal',
    });
    this.#keepAwake(active.length > 0 && !paused);
  }

  /** Says that a training has ended, unless the window has the focus: then it can be seen. */
  announce(title: string, body: string): void {
    const window = this.#window();
    if (window?.isFocused() === true || !Notification.isSupported()) return;
    const notification = new Notification({ title, body });
    notification.on('click', () => {
      window?.show();
      window?.focus();
    });
    notification.show();
  }

  #keepAwake(wanted: boolean): void {
    if (wanted) this.#blocker ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (this.#blocker !== undefined) {
      powerSaveBlocker.stop(this.#blocker);
      this.#blocker = undefined;
    }
  }
}

import type { Bridge } from '../../contract/client';
import { CancelledError } from '../../core/errors';

let tasks = 0;

/** A question about a whole data set: its answer, how far it is meanwhile, and what went wrong. */
export class Question<A extends object, R> {
  readonly #bridge: Bridge;
  readonly #ask: (task: string, args: A) => Promise<R>;
  #task: string | null = null;
  #asked = $state.raw<A | null>(null);
  #answer = $state.raw<{ readonly args: string; readonly value: R } | null>(null);
  /** 0–1 while an answer is on its way, else null. */
  part = $state<number | null>(null);
  error = $state.raw<unknown>(null);

  /** @param ask sends the request that belongs to the question */
  constructor(bridge: Bridge, ask: (task: string, args: A) => Promise<R>) {
    this.#bridge = bridge;
    this.#ask = ask;
    bridge.on('explore.progress', ({ task, part }) => {
      if (task === this.#task) this.part = part;
    });
  }

  /** The answer for these arguments; null while there is none. */
  answerTo(args: A | null): R | null {
    const answer = this.#answer;
    return args !== null && answer?.args === JSON.stringify(args) ? answer.value : null;
  }

  /** What is being asked now. */
  get asked(): A | null {
    return this.part === null ? null : this.#asked;
  }

  /** Asks, unless the answer is there or on its way; what was asked before is given up. */
  async ask(args: A): Promise<void> {
    const key = JSON.stringify(args);
    if (this.answerTo(args) !== null) return;
    if (this.asked !== null && JSON.stringify(this.asked) === key) return;
    this.stop();
    const task = `task-${++tasks}`;
    this.#task = task;
    this.#asked = args;
    this.part = 0;
    this.error = null;
    try {
      const value = await this.#ask(task, args);
      if (this.#task === task) this.#answer = { args: key, value };
    } catch (error) {
      if (this.#task === task && !(error instanceof CancelledError)) this.error = error;
    } finally {
      if (this.#task === task) {
        this.#task = null;
        this.part = null;
      }
    }
  }

  stop(): void {
    if (this.#task === null) return;
    void this.#bridge.invoke('explore.stop', this.#task);
    this.#task = null;
    this.part = null;
  }
}

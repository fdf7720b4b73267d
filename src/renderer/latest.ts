/**
 * Runs one piece of work at a time. Of the inputs that arrive meanwhile only the newest is kept: a slow answer makes the next
 * one fresher, never a queue longer. `run` must handle its own errors.
 */
export class Latest<I> {
  readonly #run: (input: I) => Promise<void>;
  #busy = false;
  #waiting: { input: I } | null = null;

  constructor(run: (input: I) => Promise<void>) {
    this.#run = run;
  }

  offer(input: I): void {
    this.#waiting = { input };
    if (!this.#busy) void this.#drain();
  }

  async #drain(): Promise<void> {
    this.#busy = true;
    try {
      while (this.#waiting !== null) {
        const { input } = this.#waiting;
        this.#waiting = null;
        await this.#run(input);
      }
    } finally {
      this.#busy = false;
    }
  }
}

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

/** One `Latest` for each key: work for different keys doesn't wait for each other. */
export class LatestEach<K> {
  readonly #run: (key: K) => Promise<void>;
  readonly #byKey = new Map<K, Latest<K>>();

  constructor(run: (key: K) => Promise<void>) {
    this.#run = run;
  }

  offer(key: K): void {
    const latest = this.#byKey.get(key) ?? new Latest(this.#run);
    this.#byKey.set(key, latest);
    latest.offer(key);
  }
}

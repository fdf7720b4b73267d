import type { Args } from '../contract/contract';
import { CancelledError } from '../core/errors';
import type { WhyNot } from '../core/explain/why/why-not';
import type { ForkWorker, JobHost } from '../jobs/protocol';
import { startJob, type JobHandle } from '../jobs/supervisor';
import type { Log } from './log';
import type { Models } from './models';

/**
 * Searches for what would make a network read a drawing differently, one at a time, in a worker, which has the training digits
 * and ONNX Runtime at hand; neither this process nor the window waits for it.
 */
export class Searches {
  readonly #models: Models;
  readonly #fork: ForkWorker;
  readonly #host: JobHost;
  readonly #log: Log;
  readonly #progressed: (share: number) => void;
  /** Counts questions and cancellations: one that has been overtaken while its network was looked up is not begun. */
  #asked = 0;
  #current: JobHandle<'whyNot'> | undefined;

  constructor(
    models: Models,
    fork: ForkWorker,
    host: JobHost,
    log: Log,
    progressed: (share: number) => void,
  ) {
    this.#models = models;
    this.#fork = fork;
    this.#host = host;
    this.#log = log;
    this.#progressed = progressed;
  }

  /** @throws CancelledError when another question was asked, or `cancel` called, before the answer */
  async ask({ model, drawing, ...question }: Args<'why.ask'>): Promise<WhyNot> {
    this.cancel();
    const asked = ++this.#asked;
    const place = await this.#models.place(model);
    if (this.#asked !== asked) throw new CancelledError();
    const job = startJob(
      this.#fork,
      this.#host,
      'whyNot',
      { ...question, model: place, drawing },
      {
        onEvent: ({ share }) => {
          if (this.#current === job) this.#progressed(share);
        },
        onLastWords: (text) => {
          this.#log.error('worker:', text);
        },
      },
    );
    this.#current = job;
    try {
      const answer = await job.result;
      if (this.#current !== job) throw new CancelledError();
      return answer;
    } catch (error) {
      if (this.#current !== job) throw new CancelledError();
      throw error;
    } finally {
      if (this.#current === job) this.#current = undefined;
    }
  }

  /** Ends the search under way at once, if there is one. */
  cancel(): void {
    this.#asked++;
    const job = this.#current;
    this.#current = undefined;
    job?.kill();
  }
}

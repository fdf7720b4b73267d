import { CancelledError } from '../core/errors';
import type { ForkWorker, JobHost } from '../jobs/protocol';
import type { JobArgs, JobResult } from '../jobs/registry';
import { startJob } from '../jobs/supervisor';

type Question = 'readings' | 'statistics' | 'map';

/** Answers of some megabytes at most; a person goes to and fro between a few networks. */
const keptAnswers = 8;

/** Questions about whole data sets, each answered by a worker once and then from memory. */
export class Explore {
  readonly #fork: ForkWorker;
  readonly #host: JobHost;
  readonly #progressed: (task: string, part: number) => void;
  readonly #lastWords: (text: string) => void;
  /** By question and arguments, the most recently given last. */
  readonly #answers = new Map<string, unknown>();
  readonly #stopping = new Map<string, () => void>();

  constructor(
    fork: ForkWorker,
    host: JobHost,
    progressed: (task: string, part: number) => void,
    lastWords: (text: string) => void,
  ) {
    this.#fork = fork;
    this.#host = host;
    this.#progressed = progressed;
    this.#lastWords = lastWords;
  }

  /**
   * `args` may have to be found out first.
   * @throws CancelledError once `stop(task)` was called, however early; else what the job throws
   */
  async ask<Q extends Question>(
    task: string,
    question: Q,
    args: JobArgs<Q> | Promise<JobArgs<Q>>,
  ): Promise<JobResult<Q>> {
    // A field, because the compiler does not see what a closure assigns.
    const state = { stopped: false };
    this.#stopping.set(task, () => {
      state.stopped = true;
    });
    try {
      const known = await args;
      if (state.stopped) throw new CancelledError();
      return await this.#answer(task, question, known, state);
    } finally {
      this.#stopping.delete(task);
    }
  }

  /** Ends the work at once: its worker writes nothing that could be left half done. */
  stop(task: string): void {
    this.#stopping.get(task)?.();
  }

  async #answer<Q extends Question>(
    task: string,
    question: Q,
    args: JobArgs<Q>,
    state: { stopped: boolean },
  ): Promise<JobResult<Q>> {
    const key = JSON.stringify([question, args]);
    // Kept under what was asked: the registry types the answer by the same name.
    const kept = this.#answers.get(key) as JobResult<Q> | undefined;
    if (kept !== undefined) return kept;
    const job = startJob(this.#fork, this.#host, question, args, {
      onEvent: (event) => {
        // All three tell the same, if anything.
        this.#progressed(task, (event as { readonly part: number }).part);
      },
      onLastWords: (text) => {
        if (!state.stopped) this.#lastWords(text);
      },
    });
    this.#stopping.set(task, () => {
      state.stopped = true;
      // A worker that is only starting cannot be killed yet: it finds the message when it is there.
      job.control('stop');
      job.kill();
    });
    try {
      const answer = await job.result;
      this.#keep(key, answer);
      return answer;
    } catch (error) {
      throw state.stopped ? new CancelledError() : error;
    }
  }

  #keep(key: string, answer: unknown): void {
    this.#answers.set(key, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > keptAnswers && oldest !== undefined) this.#answers.delete(oldest);
  }
}

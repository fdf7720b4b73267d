import { SvelteSet } from 'svelte/reactivity';
import type { Bridge } from '../../contract/client';
import type { NamedNearDigit, Strangeness } from '../../contract/requests/sketch';
import { CancelledError } from '../../core/errors';
import type { Pixels28 } from '../../core/network/types';
import { Latest } from '../latest';

/** How many are shown. */
const COUNT = 8;
/** The first search reads all training digits: it waits until the pen has rested so long. */
const FIRST_REST_MS = 800;

interface Question {
  readonly model: string;
  readonly pixels: Pixels28;
}

/** The training digits nearest to what is on the paper, and whether even those are far. */
export class NearestState {
  readonly #bridge: Bridge;
  readonly #asking = new Latest<Question>((question) => this.#ask(question));
  readonly #judging = new Latest<Question>((question) => this.#judge(question));
  /** Networks whose reading of all training digits a person has ended: only they begin it again. */
  readonly #stopped = new SvelteSet<string>();
  #wanted: Question | null = null;
  /** The one answered in full, while it is the one wanted. */
  #found: Question | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #prepared: string | null = null;
  /** The network that reads all training digits just now. */
  #reading: string | null = null;
  digits = $state.raw<readonly NamedNearDigit[] | null>(null);
  /** Of the picture whose `digits` are shown. */
  strangeness = $state.raw<Strangeness | null>(null);
  /** 0–1 while the network reads the training digits for the first time; null when it does not. */
  progress = $state<number | null>(null);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Follows the progress until the returned function is called. */
  listen(): () => void {
    return this.#bridge.on('neighbours.progress', ({ model, share }) => {
      if (this.#wanted?.model !== model || this.#stopped.has(model)) return;
      this.#reading = model;
      this.progress = share;
    });
  }

  /** Whether what is on the paper may be no digit. */
  get strange(): boolean {
    return this.strangeness !== null && this.strangeness.distance > this.strangeness.limit;
  }

  /** Looks for those near a picture that a network has read; null: there is nothing on the paper. */
  look(question: Question | null): void {
    clearTimeout(this.#timer);
    // Whoever comes back from another view finds what was found.
    const found = this.#found;
    if (found !== null && question?.pixels === found.pixels && question.model === found.model)
      return;
    if (question?.pixels !== this.#wanted?.pixels) this.strangeness = null;
    this.#wanted = question;
    this.#found = null;
    if (question === null) {
      this.digits = null;
      return;
    }
    if (question.model !== this.#prepared) this.digits = null;
    if (question.model !== this.#reading) this.#end();
    if (this.#stopped.has(question.model)) return;
    const rest = this.#prepared === question.model ? 0 : FIRST_REST_MS;
    this.#timer = setTimeout(() => {
      this.#asking.offer(question);
    }, rest);
  }

  /** Whether a person has ended the reading of all training digits by this network. */
  isStopped(model: string): boolean {
    return this.#stopped.has(model);
  }

  /** Ends that reading. */
  stop(): void {
    if (this.#reading !== null) this.#stopped.add(this.#reading);
    this.#end();
  }

  /** Begins it again. */
  goOn(model: string): void {
    this.#stopped.delete(model);
    if (this.#wanted?.model === model) this.#asking.offer(this.#wanted);
  }

  #end(): void {
    if (this.#reading === null) return;
    this.#bridge.invoke('neighbours.stop', this.#reading).catch((error: unknown) => {
      this.error = error;
    });
    this.#finish();
  }

  #finish(): void {
    this.#reading = null;
    this.progress = null;
  }

  async #ask(question: Question): Promise<void> {
    const { model } = question;
    if (this.#prepared !== model) {
      this.#reading = model;
      this.progress = 0;
    }
    try {
      const found = await this.#bridge.invoke('neighbours.nearest', {
        ...question,
        count: COUNT,
        without: null,
      });
      this.#prepared = model;
      this.error = null;
      if (this.#wanted === question) this.digits = found;
      this.#judging.offer(question);
    } catch (error) {
      if (this.#reading === model) this.#finish();
      if (!(error instanceof CancelledError)) this.error = error;
    }
  }

  async #judge(question: Question): Promise<void> {
    try {
      const strangeness = await this.#bridge.invoke('neighbours.strangeness', question);
      if (this.#wanted === question) {
        this.strangeness = strangeness;
        this.#found = question;
      }
    } catch (error) {
      this.#prepared = null;
      if (!(error instanceof CancelledError)) this.error = error;
    }
    if (this.#reading === question.model) this.#finish();
  }
}

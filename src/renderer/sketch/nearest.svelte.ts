import type { Bridge } from '../../contract/client';
import type { NamedNearDigit, Strangeness } from '../../contract/requests/sketch';
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
  #wanted: Question | null = null;
  /** The one answered in full, while it is the one wanted. */
  #found: Question | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #prepared: string | null = null;
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
      if (this.#wanted?.model === model) this.progress = share < 1 ? share : null;
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
    const rest = this.#prepared === question.model ? 0 : FIRST_REST_MS;
    this.#timer = setTimeout(() => {
      this.#asking.offer(question);
    }, rest);
  }

  async #ask(question: Question): Promise<void> {
    try {
      const found = await this.#bridge.invoke('neighbours.nearest', {
        ...question,
        count: COUNT,
        without: null,
      });
      this.#prepared = question.model;
      this.error = null;
      if (this.#wanted === question) this.digits = found;
      const strangeness = await this.#bridge.invoke('neighbours.strangeness', question);
      if (this.#wanted !== question) return;
      this.strangeness = strangeness;
      this.#found = question;
    } catch (error) {
      this.error = error;
    } finally {
      this.progress = null;
    }
  }
}

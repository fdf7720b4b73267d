import type { Bridge } from '../../../contract/client';
import type { Drawing } from '../../../core/digit/strokes';
import { CancelledError } from '../../../core/errors';
import type { WhyNot } from '../../../core/explain/why/why-not';
import type { Pixels28 } from '../../../core/network/types';

/** What was asked about: a drawing as the network sees it, and the class that was meant. */
export interface Question {
  readonly model: string;
  readonly pixels: Pixels28;
  /** null: a photo. */
  readonly drawing: Drawing | null;
  /** Index of the class, and its name. */
  readonly target: number;
  readonly wanted: string;
}

export interface Answer {
  readonly question: Question;
  readonly found: WhyNot;
  /** What ONNX Runtime gives the changed picture for the wanted class, 0–1; null where there is none. */
  readonly sureness: number | null;
}

/** One question at a time about what is on the paper. */
export class WhyState {
  readonly #bridge: Bridge;
  answer = $state.raw<Answer | null>(null);
  /** Part of the search that is done, 0–1; null while none is under way. */
  share = $state<number | null>(null);
  error = $state.raw<unknown>(null);
  /** The one asked last; another ends its search. */
  #asked: Question | null = null;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Follows the progress; returns how to stop following. */
  follow(): () => void {
    return this.#bridge.on('why.progress', ({ share }) => {
      if (this.share !== null) this.share = share;
    });
  }

  async ask(question: Question): Promise<void> {
    const { model, pixels, drawing, target } = question;
    this.#asked = question;
    this.share = 0;
    this.error = null;
    this.answer = null;
    try {
      const found = await this.#bridge.invoke('why.ask', {
        model,
        pixels,
        drawing: drawing === null ? null : mutableCopy(drawing),
        target,
      });
      const changed = found.change?.pixels ?? null;
      const reading =
        changed === null
          ? null
          : await this.#bridge.invoke('sketch.read', { model, pixels: changed });
      if (this.#asked !== question) return;
      this.answer = { question, found, sureness: reading?.probabilities[target] ?? null };
    } catch (error) {
      if (this.#asked !== question) return;
      if (!(error instanceof CancelledError)) this.error = error;
    }
    this.share = null;
  }

  async cancel(): Promise<void> {
    await this.#bridge.invoke('why.cancel');
  }
}

/** As the contract has it, without brands and readonly arrays. */
function mutableCopy({ paper, strokes }: Drawing) {
  return {
    paper: { ...paper },
    strokes: strokes.map(({ width, points }) => ({
      width,
      points: points.map((point) => ({ ...point })),
    })),
  };
}

import type { Measured } from './results';
import { runTraining, type Trainer, type Training } from './trainings';

/** Trainers that take turns. */
export class Rounds {
  readonly #trainers: readonly Trainer[];
  readonly #trainings = new Map<Trainer, Training[]>();
  readonly #failures = new Map<Trainer, string>();

  constructor(trainers: readonly Trainer[]) {
    this.#trainers = trainers;
  }

  /** Everybody once; who begins changes from round to round. A peer that fails is told of and left out from then on. */
  async take(
    round: number,
    print: (line: string) => void,
    options: (trainer: Trainer) => { epochs: number; seed: number; core: number | null },
  ): Promise<void> {
    for (let i = 0; i < this.#trainers.length; i++) {
      const trainer = this.#trainers[(i + round) % this.#trainers.length]!;
      if (this.#failures.has(trainer)) continue;
      const name = `  ${trainer.name}, ${trainer.setting}:`;
      try {
        const training = await runTraining(trainer, options(trainer));
        this.#trainings.set(trainer, [...(this.#trainings.get(trainer) ?? []), training]);
        const seconds = training.epochSeconds.map((s) => s.toFixed(3)).join(' ');
        print(`${name} ${seconds} s, first after ${training.startToFirstEpoch.toFixed(2)} s`);
      } catch (error) {
        if (trainer.group === 'inkling') throw error;
        this.#failures.set(trainer, String(error));
        print(`${name} failed. ${String(error)}`);
      }
    }
  }

  measured(): Measured[] {
    return this.#trainers
      .filter((trainer) => !this.#failures.has(trainer))
      .map((trainer) => ({ trainer, trainings: this.#trainings.get(trainer) ?? [] }));
  }

  /** Who failed, and with which words. */
  failures(): string[] {
    return [...this.#failures].map(([{ name, setting }, words]) => {
      const last = words.trim().split('\n').at(-1) ?? '';
      return `${name}, ${setting}: ${last}`;
    });
  }
}

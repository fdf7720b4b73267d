import type { TrainingControl } from '../training/types';
import type { Wanted } from './protocol';

/** What is wanted of a running job. A stop is final: nothing takes it back. */
export class JobControl implements TrainingControl {
  #wanted: Wanted = 'run';
  #learningRate: number | null = null;
  #waiting: (() => void)[] = [];

  get wanted(): Wanted {
    return this.#wanted;
  }

  set(wanted: Wanted): void {
    if (this.#wanted === 'stop' || this.#wanted === wanted) return;
    this.#wanted = wanted;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  /** The last one asked for counts. */
  setLearningRate(value: number): void {
    this.#learningRate = value;
  }

  takeLearningRate(): number | null {
    const value = this.#learningRate;
    this.#learningRate = null;
    return value;
  }

  stepped(): void {
    if (this.#wanted === 'step') this.#wanted = 'pause';
  }

  changed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}

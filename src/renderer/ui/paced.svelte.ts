/** How long a screen reader gets for one sentence. */
const PACE_MS = 5000;

/** Text for a live region: of what comes faster than it can be spoken, the newest is said when its turn comes. */
export class Paced {
  said = $state('');
  #next = '';
  #timer: ReturnType<typeof setTimeout> | null = null;

  offer(text: string): void {
    this.#next = text;
    if (this.#timer === null) this.#speak();
  }

  #speak(): void {
    this.#timer = null;
    if (this.#next === this.said) return;
    this.said = this.#next;
    this.#timer = setTimeout(() => {
      this.#speak();
    }, PACE_MS);
  }
}

import type { Stroke } from '../../core/digit/strokes';

/** What was on the paper after each change. Strokes are shared between the entries, never altered. */
export class StrokeHistory {
  #past: (readonly Stroke[])[] = [];
  #future: (readonly Stroke[])[] = [];
  strokes: readonly Stroke[] = [];

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  change(strokes: readonly Stroke[]): void {
    this.#past.push(this.strokes);
    this.#future = [];
    this.strokes = strokes;
  }

  undo(): void {
    const before = this.#past.pop();
    if (before === undefined) return;
    this.#future.push(this.strokes);
    this.strokes = before;
  }

  redo(): void {
    const after = this.#future.pop();
    if (after === undefined) return;
    this.#past.push(this.strokes);
    this.strokes = after;
  }
}

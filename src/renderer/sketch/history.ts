/** What was there after each change, for undo and redo. */
export class History<T> {
  #past: T[] = [];
  #future: T[] = [];
  current: T;

  constructor(current: T) {
    this.current = current;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  change(next: T): void {
    this.#past.push(this.current);
    this.#future = [];
    this.current = next;
  }

  undo(): void {
    const before = this.#past.pop();
    if (before === undefined) return;
    this.#future.push(this.current);
    this.current = before;
  }

  redo(): void {
    const after = this.#future.pop();
    if (after === undefined) return;
    this.#past.push(this.current);
    this.current = after;
  }
}

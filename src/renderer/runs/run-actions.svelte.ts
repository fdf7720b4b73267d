import type { Bridge } from '../../contract/client';
import { runName, type Run } from '../../core/metrics/run';

/** Something a person did to runs, and the way back. */
export interface Undoable {
  readonly did: 'deleted' | 'renamed' | 'tagged' | 'noted';
  /** Runs it was done to, and what the first of them was called. */
  readonly count: number;
  readonly name: string;
  readonly undo: () => Promise<void>;
}

/** As far back as anybody remembers. */
const KEPT = 50;

/** What a person does to runs from their table or page; each can be undone, the last one first. */
export class RunActions {
  readonly #bridge: Bridge;
  /** Newest last. */
  #done = $state.raw<readonly Undoable[]>([]);
  /** Offered to be undone; null once it was put away. */
  offered = $state.raw<Undoable | null>(null);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Stops at the first that cannot be deleted; those before it can be brought back. */
  async delete(runs: readonly Run[]): Promise<void> {
    const deleted: Run[] = [];
    await this.#try(async () => {
      for (const run of runs) {
        await this.#bridge.invoke('run.delete', run.id);
        deleted.push(run);
      }
    });
    if (deleted.length === 0) return;
    this.#remember('deleted', deleted, async () => {
      for (const { id } of deleted) await this.#bridge.invoke('run.undelete', id);
    });
  }

  /** null, or the recipe's own name, calls it as the recipe is called. */
  async rename(run: Run, name: string | null): Promise<void> {
    const title = name === null || name === run.recipe.name ? null : name;
    if (title === run.title) return;
    const set = (title: string | null) =>
      this.#bridge.invoke('run.setTitle', { run: run.id, title });
    await this.#do(
      'renamed',
      run,
      () => set(title),
      () => set(run.title),
    );
  }

  async setTags(run: Run, tags: readonly string[]): Promise<void> {
    const set = (tags: readonly string[]) =>
      this.#bridge.invoke('run.setTags', { run: run.id, tags: [...tags] });
    await this.#do(
      'tagged',
      run,
      () => set(tags),
      () => set(run.tags),
    );
  }

  async setNotes(run: Run, notes: string): Promise<void> {
    if (notes === run.notes) return;
    const set = (notes: string) => this.#bridge.invoke('run.setNotes', { run: run.id, notes });
    await this.#do(
      'noted',
      run,
      () => set(notes),
      () => set(run.notes),
    );
  }

  /** Takes the last thing back that was not taken back yet. */
  async undo(): Promise<void> {
    const last = this.#done.at(-1);
    if (last === undefined) return;
    this.#done = this.#done.slice(0, -1);
    this.offered = null;
    await this.#try(last.undo);
  }

  /** What was offered to be undone stays as it is, and can still be undone by key. */
  putAway(): void {
    this.offered = null;
  }

  async #do(
    did: Undoable['did'],
    run: Run,
    work: () => Promise<unknown>,
    back: () => Promise<unknown>,
  ): Promise<void> {
    if (!(await this.#try(work))) return;
    this.#remember(did, [run], async () => {
      await back();
    });
  }

  #remember(did: Undoable['did'], runs: readonly Run[], undo: () => Promise<void>): void {
    const done: Undoable = { did, count: runs.length, name: runName(runs[0]!), undo };
    this.#done = [...this.#done, done].slice(-KEPT);
    this.offered = done;
  }

  async #try(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      this.error = null;
      return true;
    } catch (error) {
      this.error = error;
      return false;
    }
  }
}

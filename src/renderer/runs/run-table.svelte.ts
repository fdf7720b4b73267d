import { SvelteSet } from 'svelte/reactivity';
import type { Run, RunId } from '../../core/metrics/run';
import { columnIds, usualColumns, type ColumnId } from './columns';
import { filtered, groupRows, runRows, tagsOf, type RunFilter, type Sort } from './rows';

const KEPT = 'inkling.runColumns';

/** Which lines the table of runs has, and which of them are marked. Lives as long as the window. */
export class RunTableState {
  readonly #runs: () => readonly Run[] | null;
  filter = $state.raw<RunFilter>({ query: '', status: 'all', tag: '' });
  sort = $state.raw<Sort>({ column: 'date', descending: true });
  /** Runs that differ in their seeds only make one line. */
  grouped = $state(false);
  readonly #open = new SvelteSet<string>();
  readonly #marked = new SvelteSet<RunId>();
  readonly #hidden = new SvelteSet<ColumnId>(keptHidden());
  /** The line the keyboard is at. */
  key = $state<string | null>(null);
  /** Where the table was scrolled to when it was left. */
  top = 0;

  readonly all = $derived.by(() => this.#runs() ?? []);
  readonly shown = $derived.by(() => filtered(this.all, this.filter));
  readonly rows = $derived.by(() =>
    this.grouped ? groupRows(this.shown, this.sort, this.#open) : runRows(this.shown, this.sort),
  );
  readonly tags = $derived.by(() => tagsOf(this.all));
  readonly columns = $derived.by(() => columnIds.filter((id) => !this.#hidden.has(id)));
  /** Those marked that are (still) there, whether the filter shows them or not. */
  readonly marked = $derived.by(() => this.all.filter(({ id }) => this.#marked.has(id)));
  readonly position = $derived.by(() => this.rows.findIndex(({ key }) => key === this.key));

  /** @param runs newest first; null while they are loading */
  constructor(runs: () => readonly Run[] | null) {
    this.#runs = runs;
  }

  get isFiltered(): boolean {
    return this.filter.query !== '' || this.filter.status !== 'all' || this.filter.tag !== '';
  }

  change(part: Partial<RunFilter>): void {
    this.filter = { ...this.filter, ...part };
  }

  clearFilter(): void {
    this.filter = { query: '', status: 'all', tag: '' };
  }

  /** By another column, or by the same one the other way round. Figures begin with the largest. */
  sortBy(column: ColumnId, figures: boolean): void {
    const again = this.sort.column === column;
    this.sort = { column, descending: again ? !this.sort.descending : figures };
  }

  isMarked(runs: readonly Run[]): boolean {
    return runs.every(({ id }) => this.#marked.has(id));
  }

  mark(runs: readonly Run[], marked: boolean): void {
    for (const { id } of runs) {
      if (marked) this.#marked.add(id);
      else this.#marked.delete(id);
    }
  }

  unmarkAll(): void {
    this.#marked.clear();
  }

  /** Shows or hides the runs of a group. */
  setOpen(key: string, open: boolean): void {
    if (open) this.#open.add(key);
    else this.#open.delete(key);
  }

  /** Moves the keyboard's line, staying in the table. */
  move(to: number): void {
    const row = this.rows[Math.max(0, Math.min(to, this.rows.length - 1))];
    if (row !== undefined) this.key = row.key;
  }

  isShown(column: ColumnId): boolean {
    return !this.#hidden.has(column);
  }

  showColumn(column: ColumnId, shown: boolean): void {
    if (shown) this.#hidden.delete(column);
    else this.#hidden.add(column);
    localStorage.setItem(KEPT, JSON.stringify(this.columns));
  }
}

function keptHidden(): ColumnId[] {
  const kept = localStorage.getItem(KEPT);
  const shown: unknown = kept === null ? usualColumns : JSON.parse(kept);
  if (!Array.isArray(shown)) return [];
  return columnIds.filter((id) => id !== 'name' && !shown.includes(id));
}

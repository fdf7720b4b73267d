import type { RunId } from '../../core/metrics/run';

type Page =
  | { readonly kind: 'list' }
  | { readonly kind: 'run'; readonly run: RunId }
  | { readonly kind: 'compare'; readonly runs: readonly RunId[] };

/** What the view of runs shows: their table, one of them, or several side by side. */
export class RunPages {
  page = $state.raw<Page>({ kind: 'list' });
  /** Where Back leads from an opened run. */
  #before: Page = { kind: 'list' };

  list(): void {
    this.page = { kind: 'list' };
  }

  open(run: RunId): void {
    if (this.page.kind !== 'run') this.#before = this.page;
    this.page = { kind: 'run', run };
  }

  compare(runs: readonly RunId[]): void {
    this.page = { kind: 'compare', runs };
  }

  back(): void {
    this.page = this.page.kind === 'run' ? this.#before : { kind: 'list' };
    this.#before = { kind: 'list' };
  }
}

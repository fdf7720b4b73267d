import type { Bridge } from '../../../contract/client';
import type { ImportOptions, ImportPreview } from '../../../core/data/import';
import { transposed } from '../../../core/data/transpose';
import { CancelledError } from '../../../core/errors';
import type { DatasetsState } from '../sets/datasets.svelte';

const asFound: ImportOptions = { labelColumn: null, transpose: null, invert: null };

/** Bringing a data set in: choose files, read them, look at what was found, keep it or not. */
export class ImportState {
  readonly #bridge: Bridge;
  readonly #datasets: DatasetsState;
  /** What is chosen: while this is there, so is the dialog. */
  paths = $state.raw<readonly string[] | null>(null);
  reading = $state(false);
  /** 0–1, of the reading. */
  share = $state(0);
  preview = $state.raw<ImportPreview | null>(null);
  error = $state.raw<unknown>(null);
  name = $state('');
  /** The class names as a person edits them: separated by commas. */
  classText = $state('');
  /** What a person has said about the files. */
  options = $state.raw<ImportOptions>(asFound);
  /** Which reading is the newest. */
  #turn = 0;

  readonly classNames = $derived(this.classText.split(/[,，]/).map((name) => name.trim()));
  readonly classNamesFit = $derived(
    this.classNames.length === this.preview?.classNames.length &&
      this.classNames.every(
        (name, i, names) => name.length >= 1 && name.length <= 40 && names.indexOf(name) === i,
      ),
  );

  /** [K] the first images of each class, turned as soon as that is asked for, while the files are still read once more. */
  readonly samples = $derived.by(() => {
    if (this.preview === null) return [];
    const { samples, found } = this.preview;
    const turned = this.options.transpose !== null && this.options.transpose !== found.transpose;
    return turned ? samples.map(transposed) : samples;
  });

  constructor(bridge: Bridge, datasets: DatasetsState) {
    this.#bridge = bridge;
    this.#datasets = datasets;
    bridge.on('import.progress', ({ share }) => {
      this.share = share;
    });
  }

  async choose(what: 'files' | 'folder'): Promise<void> {
    const paths = await this.#bridge.invoke('import.choose', what);
    if (paths !== null) await this.read(paths);
  }

  /** Reads what lies at these paths. */
  async read(paths: readonly string[]): Promise<void> {
    this.options = asFound;
    this.paths = paths;
    this.#discard();
    await this.#read();
  }

  /** Reads the same once more, with something said about it. What was found before stays in view meanwhile. */
  async readAs(part: Partial<ImportOptions>): Promise<void> {
    this.options = { ...this.options, ...part };
    await this.#read();
  }

  async #read(): Promise<void> {
    const { paths } = this;
    if (paths === null) return;
    const turn = ++this.#turn;
    const before = this.preview;
    this.reading = true;
    this.share = 0;
    this.error = null;
    try {
      const preview = await this.#bridge.invoke('import.read', {
        paths: [...paths],
        options: this.options,
      });
      if (turn !== this.#turn) {
        if (this.preview?.id !== preview.id) this.#forget(preview);
        return;
      }
      // The same content, read twice, waits under one id.
      if (before !== null && before.id !== preview.id) this.#forget(before);
      this.preview = preview;
      // What was typed stays, unless it no longer fits.
      if (before === null) this.name = preview.known ?? preview.name;
      if (before?.classNames.join() !== preview.classNames.join()) {
        this.classText = preview.classNames.join(', ');
      }
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#discard();
      if (error instanceof CancelledError) this.paths = null;
      else this.error = error;
    } finally {
      if (turn === this.#turn) this.reading = false;
    }
  }

  /** Takes what was read into the library, and shows it. */
  async keep(): Promise<void> {
    const { preview, name, classNames } = this;
    if (preview === null || this.reading || !this.classNamesFit || name.trim() === '') return;
    try {
      const id = await this.#bridge.invoke('import.keep', { id: preview.id, name, classNames });
      await this.#datasets.load();
      this.#datasets.use(id);
      this.preview = null;
      this.close();
    } catch (error) {
      this.error = error;
    }
  }

  /** Stops what is under way and forgets what was read. */
  close(): void {
    this.#turn++;
    if (this.reading) void this.#bridge.invoke('import.stop');
    this.#discard();
    this.reading = false;
    this.error = null;
    this.paths = null;
  }

  #discard(): void {
    if (this.preview !== null) this.#forget(this.preview);
    this.preview = null;
  }

  #forget({ id }: ImportPreview): void {
    void this.#bridge.invoke('import.discard', id);
  }
}

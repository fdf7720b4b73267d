import type { Bridge } from '../../../contract/client';
import type { ImportOptions, ImportPreview } from '../../../core/data/import';
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
  #options: ImportOptions = asFound;
  /** Which reading is the newest. */
  #turn = 0;

  readonly classNames = $derived(this.classText.split(/[,，]/).map((name) => name.trim()));
  readonly classNamesFit = $derived(
    this.classNames.length === this.preview?.classNames.length &&
      this.classNames.every(
        (name, i, names) => name.length >= 1 && name.length <= 40 && names.indexOf(name) === i,
      ),
  );

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
    this.#options = asFound;
    this.paths = paths;
    await this.#read();
  }

  /** Reads the same once more, with something said about it. */
  async readAs(part: Partial<ImportOptions>): Promise<void> {
    this.#options = { ...this.#options, ...part };
    await this.#read();
  }

  async #read(): Promise<void> {
    const { paths } = this;
    if (paths === null) return;
    const turn = ++this.#turn;
    this.#discard();
    this.reading = true;
    this.share = 0;
    this.error = null;
    try {
      const options = this.#options;
      const preview = await this.#bridge.invoke('import.read', { paths: [...paths], options });
      if (turn !== this.#turn) {
        void this.#bridge.invoke('import.discard', preview.id);
        return;
      }
      this.preview = preview;
      this.name = preview.known ?? preview.name;
      this.classText = preview.classNames.join(', ');
    } catch (error) {
      if (turn !== this.#turn) return;
      if (error instanceof CancelledError) this.paths = null;
      else this.error = error;
    } finally {
      if (turn === this.#turn) this.reading = false;
    }
  }

  /** Takes what was read into the library, and shows it. */
  async keep(): Promise<void> {
    const { preview, name, classNames } = this;
    if (preview === null || !this.classNamesFit || name.trim() === '') return;
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
    if (this.preview !== null) void this.#bridge.invoke('import.discard', this.preview.id);
    this.preview = null;
  }
}

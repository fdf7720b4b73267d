import path from 'node:path';
import { writeFile } from 'node:fs/promises';
import { app, dialog, type BrowserWindow } from 'electron';
import type { Result } from '../contract/contract';
import { modelCard } from '../core/card/card';
import { runName, type RunId } from '../core/metrics/run';
import type { ForkWorker, JobHost } from '../jobs/protocol';
import { startJob } from '../jobs/supervisor';
import { retryWhileBusy, unwritable } from '../library/errors';
import type { Library } from '../library/library';
import type { Messages } from '../messages';

export interface RunWorkOptions {
  readonly library: Library;
  readonly fork: ForkWorker;
  readonly host: JobHost;
  readonly window: () => BrowserWindow | undefined;
  readonly messages: () => Messages;
  /** To be called when the library has changed. */
  readonly changed: () => Promise<void>;
}

/** What is done with finished runs in a worker of their own: files written and read, networks compared. */
export class RunWork {
  readonly #options: RunWorkOptions;

  constructor(options: RunWorkOptions) {
    this.#options = options;
  }

  /** As a certified ONNX file; null when the person cancels the dialog. */
  async exportOnnx(run: RunId): Promise<Result<'run.export'>> {
    const { fork, host } = this.#options;
    const file = await this.#askWhere('export', 'digits', 'onnx');
    if (file === null) return null;
    const threads = await this.#threadsOf(run);
    const { certificate } = await startJob(fork, host, 'export', { run, file }, { threads }).result;
    return { file, certificate };
  }

  /** Everything of it in one file. */
  async save(run: RunId): Promise<Result<'run.save'>> {
    const { library, fork, host } = this.#options;
    const name = fileName(runName(await retryWhileBusy(() => library.runs.get(run))));
    const file = await this.#askWhere('runFile', name, 'inkling-run');
    if (file === null) return null;
    await startJob(fork, host, 'saveRun', { run, file }).result;
    return { file };
  }

  /** Brings in a run from such a file. */
  async open(): Promise<Result<'run.open'>> {
    const { fork, host, window, messages, changed } = this.#options;
    const { t } = messages();
    const parent = window();
    if (parent === undefined) return null;
    const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
      title: t('dialogs:runOpen.title'),
      buttonLabel: t('dialogs:runOpen.button'),
      filters: [{ name: t('dialogs:runFile.filter'), extensions: ['inkling-run'] }],
      properties: ['openFile'],
    });
    const [file] = filePaths;
    if (canceled || file === undefined) return null;
    const opened = await startJob(fork, host, 'openRun', { file }).result;
    await changed();
    return opened;
  }

  /** A model card in the person's language, as Markdown. Reads the test set once, which is counted. */
  async card(run: RunId): Promise<Result<'run.card'>> {
    const { library, fork, host, messages } = this.#options;
    const name = fileName(runName(await retryWhileBusy(() => library.runs.get(run))));
    const file = await this.#askWhere('card', name, 'md');
    if (file === null) return null;
    const threads = await this.#threadsOf(run);
    const facts = await startJob(fork, host, 'card', { model: { run } }, { threads }).result;
    const text = modelCard(facts, messages(), (...words) => ['inkling', ...words].join(' '));
    await writeFile(file, text).catch((cause: unknown) => {
      throw unwritable(file, cause);
    });
    return { file };
  }

  /** SHA-256 of all that an exact resume must give again. */
  async fingerprint(run: RunId): Promise<Result<'run.fingerprint'>> {
    const { fork, host } = this.#options;
    return startJob(fork, host, 'fingerprint', { run }).result;
  }

  /** Whether they differ by more than chance, on the same test examples. Reads the test set once a run, which is counted. */
  async compare(runs: readonly RunId[]): Promise<Result<'runs.compare'>> {
    const { fork, host } = this.#options;
    const models = runs.map((run) => ({ run }));
    const threads = await this.#threadsOf(runs[0]!);
    return startJob(fork, host, 'compare', { models }, { threads }).result;
  }

  async #threadsOf(run: RunId): Promise<number> {
    const { library } = this.#options;
    return (await retryWhileBusy(() => library.runs.get(run))).environment.threads;
  }

  async #askWhere(
    what: 'export' | 'runFile' | 'card',
    name: string,
    extension: string,
  ): Promise<string | null> {
    const { window, messages } = this.#options;
    const { t } = messages();
    const parent = window();
    if (parent === undefined) return null;
    const { canceled, filePath } = await dialog.showSaveDialog(parent, {
      title: t(`dialogs:${what}.title`),
      buttonLabel: t(`dialogs:${what}.button`),
      defaultPath: path.join(app.getPath('documents'), `${name}.${extension}`),
      filters: [{ name: t(`dialogs:${what}.filter`), extensions: [extension] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    if (canceled) return null;
    return path.extname(filePath) === '' ? `${filePath}.${extension}` : filePath;
  }
}

/** A run's name without what file systems do not allow in names. */
function fileName(name: string): string {
  const allowed = name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').trim();
  return allowed === '' ? 'run' : allowed;
}

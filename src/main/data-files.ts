import path from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import type { DatasetExportFormat } from '../contract/requests/data';
import type { ImportOptions, ImportPreview } from '../core/data/import';
import type { ForkWorker, JobHost } from '../jobs/protocol';
import { startJob, type JobHandle } from '../jobs/supervisor';
import type { Translate } from '../messages';
import type { Emit } from './bridge';

/** Reads data sets from files and writes them, one job at a time. */
export class DataFiles {
  readonly #fork: ForkWorker;
  readonly #host: JobHost;
  readonly #emit: Emit;
  #job: JobHandle<'import'> | JobHandle<'exportDataset'> | undefined;

  constructor(fork: ForkWorker, host: JobHost, emit: Emit) {
    this.#fork = fork;
    this.#host = host;
    this.#emit = emit;
  }

  async read(paths: string[], options: ImportOptions): Promise<ImportPreview> {
    this.stop();
    const job = startJob(
      this.#fork,
      this.#host,
      'import',
      { paths, options },
      { onEvent: this.#tell },
    );
    return this.#follow(job);
  }

  async write(
    dataset: string,
    format: DatasetExportFormat,
    file: string,
  ): Promise<{ images: number }> {
    this.stop();
    const job = startJob(
      this.#fork,
      this.#host,
      'exportDataset',
      { dataset, format, file },
      { onEvent: this.#tell },
    );
    return this.#follow(job);
  }

  stop(): void {
    this.#job?.control('stop');
  }

  readonly #tell = ({ share }: { readonly share: number }): void => {
    this.#emit('import.progress', { share });
  };

  async #follow<R>(
    job: (JobHandle<'import'> | JobHandle<'exportDataset'>) & { readonly result: Promise<R> },
  ): Promise<R> {
    this.#job = job;
    try {
      return await job.result;
    } finally {
      if (this.#job === job) this.#job = undefined;
    }
  }
}

/** Native dialogs take either files or folders, on some systems, so a person says first which. */
export async function askImportPaths(
  window: BrowserWindow,
  t: Translate,
  what: 'files' | 'folder',
): Promise<string[] | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: t('datasets:dialog.import'),
    buttonLabel: t('datasets:dialog.importButton'),
    properties: what === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections'],
  });
  return canceled ? null : filePaths;
}

export async function askExportPath(
  window: BrowserWindow,
  t: Translate,
  name: string,
): Promise<string | null> {
  const file = `${name.replace(/[\\/:*?"<>|]/g, '-')}.zip`;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: t('datasets:dialog.export'),
    buttonLabel: t('dialogs:export.button'),
    defaultPath: path.join(app.getPath('documents'), file),
    filters: [{ name: t('datasets:dialog.zip'), extensions: ['zip'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled) return null;
  return path.extname(filePath) === '' ? `${filePath}.zip` : filePath;
}

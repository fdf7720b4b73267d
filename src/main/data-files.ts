import path from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import type { DatasetExportFormat } from '../contract/requests/data';
import type { ImportOptions, ImportPreview } from '../core/data/import';
import type { ForkWorker, JobHost } from '../jobs/protocol';
import type { JobArgs, JobResult } from '../jobs/registry';
import { startJob, type JobHandle } from '../jobs/supervisor';
import type { Translate } from '../messages';
import type { Emit } from './bridge';

type Work = 'import' | 'exportDataset' | 'partDataset';

/** Reads data sets from files, writes them, makes one of a part of another; one job at a time. */
export class DataFiles {
  readonly #fork: ForkWorker;
  readonly #host: JobHost;
  readonly #emit: Emit;
  #job: JobHandle<Work> | undefined;

  constructor(fork: ForkWorker, host: JobHost, emit: Emit) {
    this.#fork = fork;
    this.#host = host;
    this.#emit = emit;
  }

  async read(paths: string[], options: ImportOptions): Promise<ImportPreview> {
    return this.#run('import', { paths, options });
  }

  async write(
    dataset: string,
    format: DatasetExportFormat,
    numbers: Uint32Array | null,
    file: string,
  ): Promise<{ images: number }> {
    return this.#run('exportDataset', { dataset, format, numbers, file });
  }

  async keepPart(dataset: string, numbers: Uint32Array, name: string): Promise<{ id: string }> {
    return this.#run('partDataset', { dataset, numbers, name });
  }

  stop(): void {
    this.#job?.control('stop');
  }

  async #run<N extends Work>(name: N, args: JobArgs<N>): Promise<JobResult<N>> {
    this.stop();
    const job = startJob(this.#fork, this.#host, name, args, {
      onEvent: (event) => {
        // All three tell the same.
        this.#emit('import.progress', event as { readonly share: number });
      },
    });
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

import { UserError } from '../core/errors';
import type { Checkpoint } from '../core/metrics/checkpoint';
import type { RunId } from '../core/metrics/run';
import { Annotations } from './annotations';
import { Blobs } from './blobs';
import { Changes } from './changes';
import { Checkpoints } from './checkpoints';
import { Connection } from './connection';
import { Datasets } from './datasets';
import { Drawings } from './drawings';
import { isBusy, retryWhileBusy } from './errors';
import { Evaluations } from './evaluations';
import { fingerprintOf, type Fingerprint } from './fingerprint';
import { prepareFolder } from './folder';
import { Leases } from './leases';
import { Metrics } from './metrics';
import { Models } from './models';
import { Pretraining } from './pretraining';
import { RunWriter } from './run-writer';
import { RunArchive } from './run-archive';
import { Runs, type NewRun } from './runs';
import { Queue } from './queue';
import { Settings } from './settings';
import { TestLooks } from './test-looks';

export interface LibraryOptions {
  /**
   * Who opens it. A 'worker' (also the command line) blocks while another process writes. 'main' keeps a window alive and never
   * blocks: its calls throw UserError 'library.busy' at once, so it makes them through `retryWhileBusy`.
   */
  readonly role: 'worker' | 'main';
  /** How long a library that is busy is waited for. */
  readonly patienceMs?: number;
}

/** How long a deleted run or data set can be brought back after a restart. */
const UNDELETE_MS = 7 * 24 * 3600 * 1000;

/** A run taken up again. */
export interface ResumedRun {
  readonly writer: RunWriter;
  /** null: it ended before its first checkpoint, so it begins anew. */
  readonly checkpoint: Checkpoint | null;
  /** Newer checkpoints that could not be read, in plain words. */
  readonly damaged: readonly UserError[];
}

/**
 * The folder that keeps everything: `library.sqlite` for rows, `blobs/<sha256>` for bytes. Several processes may have it open.
 * All calls are synchronous; what a call has written is on the disk when it returns.
 */
export class Library {
  readonly folder: string;
  readonly runs: Runs;
  readonly annotations: Annotations;
  readonly metrics: Metrics;
  readonly pretraining: Pretraining;
  readonly checkpoints: Checkpoints;
  readonly evaluations: Evaluations;
  readonly models: Models;
  readonly datasets: Datasets;
  readonly drawings: Drawings;
  readonly settings: Settings;
  readonly changes: Changes;
  readonly queue: Queue;
  readonly testLooks: TestLooks;
  readonly leases: Leases;
  readonly blobs: Blobs;
  readonly archive: RunArchive;
  readonly #connection: Connection;
  #seenVersion: number;

  private constructor(connection: Connection) {
    this.folder = connection.folder;
    this.#connection = connection;
    this.blobs = new Blobs(connection);
    this.leases = new Leases(connection);
    this.runs = new Runs(connection, this.leases);
    this.annotations = new Annotations(connection);
    this.metrics = new Metrics(connection);
    this.pretraining = new Pretraining(connection);
    this.checkpoints = new Checkpoints(connection, this.blobs);
    this.evaluations = new Evaluations(connection);
    this.models = new Models(connection, this.blobs);
    this.datasets = new Datasets(connection, this.blobs);
    this.drawings = new Drawings(connection);
    this.settings = new Settings(connection);
    this.changes = new Changes(connection);
    this.queue = new Queue(connection);
    this.testLooks = new TestLooks(connection);
    this.archive = new RunArchive(connection, this.blobs, this.leases, this);
    this.#seenVersion = connection.dataVersion();
  }

  /**
   * Opens the library in `folder`, making it where there is none, migrating an older one, and clearing away what crashes left.
   * @throws UserError 'library.newer' | 'library.network' | 'library.foreign' | 'library.folder' | 'library.damaged' | 'library.busy' | 'library.full'
   */
  static async open(
    folder: string,
    { role, patienceMs = 10_000 }: LibraryOptions,
  ): Promise<Library> {
    prepareFolder(folder);
    const library = await retryWhileBusy(() => {
      const connection = new Connection(folder, role === 'main' ? 0 : patienceMs);
      try {
        return new Library(connection);
      } catch (error) {
        connection.close();
        throw error;
      }
    }, patienceMs);
    library.#clearAway();
    return library;
  }

  /** Begins a run, held by this process. */
  startRun(start: NewRun): RunWriter {
    return this.#connection.write(() => {
      const run = this.runs.insert(start);
      this.leases.take(run);
      return this.#writer(run, start.recipe.epochs);
    });
  }

  /**
   * Takes a run up again at its newest readable checkpoint, held by this process; what came after that checkpoint is forgotten.
   * @throws UserError 'run.unknown' | 'run.finished' | 'run.inUse' | 'run.noCheckpoint'
   */
  resumeRun(run: RunId): ResumedRun {
    const { recipe, status } = this.runs.get(run);
    if (status === 'finished') throw new UserError('run.finished', { run });
    const { latest, dropped } = this.#connection.write(() => {
      this.leases.take(run);
      const latest = this.checkpoints.latest(run);
      const step = latest?.checkpoint.step ?? 0;
      this.metrics.dropAfter(run, step);
      this.pretraining.dropAfter(run, step);
      this.runs.setStatus(run, 'running');
      return { latest, dropped: this.checkpoints.dropAfter(run, step) };
    });
    this.blobs.removeUnused(dropped);
    return {
      writer: this.#writer(run, recipe.epochs),
      checkpoint: latest?.checkpoint ?? null,
      damaged: latest?.damaged ?? [],
    };
  }

  /** What a run came to, without the wall clock: the same after any exact resume. */
  fingerprint(run: RunId): Fingerprint {
    return this.#connection.read(() => fingerprintOf(run, this));
  }

  /** Whether another process has committed something since this was last asked. */
  changedByOthers(): boolean {
    const version = this.#connection.dataVersion();
    const changed = version !== this.#seenVersion;
    this.#seenVersion = version;
    return changed;
  }

  close(): void {
    this.#connection.close();
  }

  #writer(run: RunId, epochs: number): RunWriter {
    return new RunWriter(run, epochs, {
      connection: this.#connection,
      blobs: this.blobs,
      leases: this.leases,
      runs: this.runs,
      metrics: this.metrics,
      pretraining: this.pretraining,
      checkpoints: this.checkpoints,
      evaluations: this.evaluations,
      changes: this.changes,
      testLooks: this.testLooks,
    });
  }

  #clearAway(): void {
    try {
      this.runs.purge(Date.now() - UNDELETE_MS);
      this.datasets.purge(Date.now() - UNDELETE_MS);
      this.drawings.purge(Date.now() - UNDELETE_MS);
      this.blobs.collect();
    } catch (error) {
      // Another process is at work: the next start will find the same.
      if (!isBusy(error)) throw error;
    }
  }
}

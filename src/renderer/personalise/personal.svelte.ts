import type { Bridge } from '../../contract/client';
import { nextToDraw, personalCounts } from '../../core/data/personal-set';
import type { KeptDrawing } from '../../core/digit/kept-drawing';
import type { Drawing } from '../../core/digit/strokes';
import { CancelledError, errorFromData } from '../../core/errors';
import type { RunId } from '../../core/metrics/run';
import type { Pixels28 } from '../../core/network/types';
import { PERSONAL } from '../../core/recipe/personalise';
import type { Personalised } from '../../core/metrics/personalised';
import type { ModelsState } from '../shell/models.svelte';
import type { DrawingsState } from '../sketch/drawings.svelte';

/** A training that learns the hand: how far it is, then what it has brought. */
export interface PersonalRun {
  readonly run: RunId;
  /** 0–1 */
  readonly share: number;
  /** null until it has been measured. */
  readonly result: Personalised | null;
}

/** Draws so many of each class, teaches them to a network, and keeps it or not. */
export class PersonalState {
  readonly #bridge: Bridge;
  readonly #models: ModelsState;
  readonly #drawings: DrawingsState;
  /** The network to begin with, and its classes. */
  readonly base = $derived.by(() => this.#base ?? this.#models.current?.id ?? null);
  #base = $state<string | null>(null);
  readonly classNames = $derived.by(
    () => this.#models.list?.find(({ id }) => id === this.base)?.classNames ?? [],
  );
  readonly own = $derived.by(() =>
    (this.#drawings.list ?? []).filter(
      ({ purpose, className }) => purpose === 'personal' && this.classNames.includes(className),
    ),
  );
  readonly counts = $derived.by(() => personalCounts(this.own, this.classNames));
  /** Index of the class to draw next; null once all are there. */
  readonly next = $derived.by(() => (this.counts.length === 0 ? null : nextToDraw(this.counts)));
  readonly total = $derived.by(() => this.classNames.length * (PERSONAL.learn + PERSONAL.check));
  readonly drawn = $derived.by(() =>
    this.counts.reduce((sum, n) => sum + Math.min(n, PERSONAL.learn + PERSONAL.check), 0),
  );
  running = $state.raw<PersonalRun | null>(null);
  /** What was decided about the finished run. */
  decided = $state<'kept' | 'undone' | null>(null);
  busy = $state(false);
  /** The hand is being estimated: the training has no run yet. */
  beginning = $state(false);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge, models: ModelsState, drawings: DrawingsState) {
    this.#bridge = bridge;
    this.#models = models;
    this.#drawings = drawings;
    const look = () => {
      this.#look().catch((error: unknown) => {
        this.error = error;
      });
    };
    bridge.on('run.changed', ({ run }) => {
      if (run === this.running?.run) look();
    });
    bridge.on('runs.changed', look);
  }

  /** Keeps a drawing as one of the class that was asked for. */
  async keep(image: Pixels28, strokes: Drawing): Promise<boolean> {
    if (this.next === null) return false;
    const className = this.classNames[this.next]!;
    const kept = await this.#drawings.keep({
      image,
      strokes,
      className,
      model: null,
      readAs: null,
      purpose: 'personal',
    });
    await this.#drawings.load();
    this.error = this.#drawings.error;
    return kept !== null;
  }

  /** Takes the last drawing back. */
  takeBack(): Promise<void> {
    const last = this.own.reduce<KeptDrawing | null>(
      (a, b) => (a === null || b.id > a.id ? b : a),
      null,
    );
    return this.#try(async () => {
      if (last === null) return;
      await this.#bridge.invoke('drawings.delete', [last.id]);
      await this.#drawings.load();
    });
  }

  /** Begins the training from the network in use. */
  start(name: string): Promise<void> {
    return this.#try(async () => {
      const { base } = this;
      if (base === null) return;
      this.#base = base;
      this.decided = null;
      this.beginning = true;
      try {
        const run = await this.#bridge.invoke('personal.start', { model: base, name });
        this.running = { run, share: 0, result: null };
      } finally {
        this.beginning = false;
      }
      await this.#look();
    });
  }

  /** Ends the training and takes its run away. */
  cancel(): Promise<void> {
    return this.#try(async () => {
      const { running } = this;
      if (running === null) return;
      this.running = null;
      this.#base = null;
      await this.#bridge.invoke('run.stop', running.run);
      await this.#bridge.invoke('run.delete', running.run);
    });
  }

  keepNetwork(): void {
    if (this.running === null) return;
    this.#models.use(`run:${this.running.run}`);
    this.decided = 'kept';
  }

  /** The network of before is in use again, and the run is deleted; `bringBack` undoes that. */
  undo(): Promise<void> {
    return this.#try(async () => {
      if (this.running === null || this.#base === null) return;
      this.#models.use(this.#base);
      await this.#bridge.invoke('run.delete', this.running.run);
      this.decided = 'undone';
    });
  }

  bringBack(): Promise<void> {
    return this.#try(async () => {
      if (this.running === null) return;
      await this.#bridge.invoke('run.undelete', this.running.run);
      await this.#models.load();
      this.keepNetwork();
    });
  }

  /** Ready for another training. */
  again(): void {
    this.running = null;
    this.decided = null;
    this.#base = null;
  }

  #measured: RunId | null = null;

  async #look(): Promise<void> {
    const { running } = this;
    if (running === null || running.result !== null) return;
    const { run } = running;
    const found = await this.#bridge.invoke('run.get', run);
    const share = found.totalSteps === 0 ? 0 : found.step / found.totalSteps;
    if (this.running?.run === run) this.running = { run, share, result: null };
    if (found.status === 'failed') {
      this.running = null;
      this.error = found.error && errorFromData(found.error);
    }
    if (found.status !== 'finished' || this.#measured === run) return;
    this.#measured = run;
    const result = await this.#bridge.invoke('personal.result', run);
    if (this.running?.run === run) this.running = { run, share: 1, result };
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.busy = true;
    try {
      this.error = null;
      await work();
    } catch (error) {
      if (!(error instanceof CancelledError)) this.error = error;
    }
    this.busy = false;
  }
}

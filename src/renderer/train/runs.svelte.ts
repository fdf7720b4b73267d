import type { Bridge } from '../../contract/client';
import type { Recipe } from '../../core/recipe/schema';
import type { Run, RunId } from '../../core/metrics/run';
import { Latest, LatestEach } from '../latest';

/** All runs, newest first, as the library has them. What a person asks of a run goes through here. */
export class RunsState {
  readonly #bridge: Bridge;
  readonly #reload: Latest<null>;
  readonly #refresh: LatestEach<RunId>;
  list = $state.raw<readonly Run[] | null>(null);
  error = $state.raw<unknown>(null);
  /** The one being trained or paused, if any. */
  readonly active = $derived(
    this.list?.find((run) => run.status === 'running' || run.status === 'paused') ?? null,
  );
  #chosen = $state.raw<RunId | null>(null);
  /** The last one found at work, which was shown then. */
  #atWork: RunId | null = null;
  /** The one whose curves are shown: the last one chosen or begun, else the newest. */
  readonly shown = $derived(this.get(this.#chosen) ?? this.active ?? this.list?.[0] ?? null);
  /** A run is to begin or to go on, and its process is still coming up. */
  starting = $state(false);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.#reload = new Latest(() => this.load());
    this.#refresh = new LatestEach((run) => this.#load(run));
    bridge.on('runs.changed', () => {
      this.#reload.offer(null);
    });
    bridge.on('run.changed', ({ run }) => {
      this.#refresh.offer(run);
    });
  }

  async load(): Promise<void> {
    await this.#try(() => this.#list());
  }

  get(id: RunId | null): Run | null {
    return this.list?.find((run) => run.id === id) ?? null;
  }

  show(id: RunId): void {
    this.#chosen = id;
  }

  /** Starts a run and shows it. */
  async start(recipe: Recipe): Promise<void> {
    if (this.starting) return;
    this.starting = true;
    await this.#try(async () => {
      this.#chosen = await this.#bridge.invoke('run.start', recipe);
      await this.#list();
    });
    this.starting = false;
  }

  async pause(id: RunId): Promise<void> {
    await this.#try(() => this.#bridge.invoke('run.pause', id));
  }

  async resume(id: RunId): Promise<void> {
    if (this.starting) return;
    this.starting = true;
    await this.#try(() => this.#bridge.invoke('run.resume', id));
    this.starting = false;
  }

  /** One step of the network, then paused. */
  async step(id: RunId): Promise<void> {
    await this.#try(() => this.#bridge.invoke('run.step', id));
  }

  async setLearningRate(run: RunId, learningRate: number): Promise<void> {
    await this.#try(() => this.#bridge.invoke('run.setLearningRate', { run, learningRate }));
  }

  async stop(id: RunId): Promise<void> {
    await this.#try(() => this.#bridge.invoke('run.stop', id));
  }

  async #list(): Promise<void> {
    const list = await this.#bridge.invoke('run.list');
    this.#set([...list].sort((a, b) => b.createdAt - a.createdAt));
  }

  async #load(id: RunId): Promise<void> {
    await this.#try(async () => {
      const fresh = await this.#bridge.invoke('run.get', id);
      const list = this.list ?? [];
      // Another program sharing the library may have started it.
      this.#set(
        list.some((run) => run.id === id)
          ? list.map((run) => (run.id === id ? fresh : run))
          : [fresh, ...list],
      );
    });
  }

  /** A training that begins or goes on is what a person wants to see, whoever has begun it. */
  #set(list: readonly Run[]): void {
    this.list = list;
    const atWork = this.active?.id ?? null;
    if (atWork !== this.#atWork && atWork !== null) this.#chosen = atWork;
    this.#atWork = atWork;
  }

  async #try(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }
}

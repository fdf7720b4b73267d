import type { z } from 'zod';
import type { Bridge } from '../../contract/client';
import type { Estimate } from '../../contract/requests/train';
import type { Run } from '../../core/metrics/run';
import { distortionSchema, type DistortionSettings } from '../../core/distortion/settings';
import { optimizerSchema } from '../../core/recipe/optimizers';
import { parseRecipeJson } from '../../core/recipe/parse';
import { presets, type Preset } from '../../core/recipe/presets';
import { scheduleSchema } from '../../core/recipe/schedules';
import { recipeSchema, type Recipe } from '../../core/recipe/schema';
import { Latest } from '../latest';
import { isInside, pathKey, sameJson, valueAt, withValueAt, type Path } from './recipe-path';

export type Issue = z.core.$ZodIssue;
export type Layer = Recipe['network']['hidden'][number];

/** Where the form's values were taken from, and what a changed one goes back to. */
interface Origin {
  readonly recipe: Recipe;
  /** null: a file's or a run's recipe. */
  readonly preset: Preset | null;
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** What is typed as a number; NaN where it is none. */
export function readNumber(text: string): number {
  const trimmed = text.trim();
  return decimal.test(trimmed) ? Number(trimmed) : NaN;
}

/** With one dropout rate a layer, so that each has its field. */
function toDraft(recipe: Recipe): unknown {
  const { dropout, network } = recipe;
  const hidden = network.hidden.map((_, i) => dropout.hidden[i] ?? 0);
  return withValueAt(recipe, ['dropout', 'hidden'], hidden);
}

/** No rates where all of them are 0: the shorter way to say so. */
function fromDraft(draft: unknown): object {
  const rates = valueAt(draft, ['dropout', 'hidden']) as readonly unknown[];
  const none = rates.every((rate) => rate === 0);
  return (none ? withValueAt(draft, ['dropout', 'hidden'], []) : draft) as object;
}

/** What a part of a recipe begins as when another type is chosen for it. */
const fresh: Readonly<Record<string, (type: string) => unknown>> = {
  optimizer: (type) => optimizerSchema.parse({ type }),
  schedule: (type) => scheduleSchema.parse({ type }),
  subset: (type) => ({ type, ...(type !== 'all' && { count: type === 'perClass' ? 10 : 1000 }) }),
};

function freshPart(part: Path, type: string): unknown {
  return fresh[String(part.at(-1))]?.(type);
}

/** A recipe as it is being typed: values at paths, checked by the recipe's own schema on every change. */
export class RecipeForm {
  readonly #bridge: Bridge;
  readonly #estimator: Latest<Recipe>;
  readonly #nameOf: (preset: Preset) => string;
  #origin = $state.raw<Origin>({ recipe: presets[0]!.recipe, preset: presets[0]! });
  #draft = $state.raw<unknown>(toDraft(presets[0]!.recipe));
  /** What stands in a number's field, where that is not the number as we would write it. */
  #typed = $state.raw<Readonly<Record<string, string>>>({});
  /** Null: called as the preset is, in whatever language. */
  #name = $state<string | null>(null);
  estimate = $state.raw<Estimate | null>(null);
  error = $state.raw<unknown>(null);
  /** Why a recipe's file could not be read or written. */
  fileError = $state.raw<unknown>(null);

  readonly #checked = $derived(
    recipeSchema.safeParse({ ...fromDraft(this.#draft), name: this.name }),
  );
  /** Null while a field is wrong. */
  readonly recipe = $derived(this.#checked.success ? this.#checked.data : null);
  /** The first thing wrong at each path. */
  readonly issues = $derived.by(() => {
    const found: Record<string, Issue> = {};
    for (const issue of this.#checked.error?.issues ?? []) found[pathKey(issue.path)] ??= issue;
    return found;
  });
  readonly changed = $derived(
    this.#name !== null || !sameJson(this.#draft, toDraft(this.#origin.recipe)),
  );

  /** @param nameOf what a preset's run is to be called, in the person's language */
  constructor(bridge: Bridge, nameOf: (preset: Preset) => string) {
    this.#bridge = bridge;
    this.#nameOf = nameOf;
    this.#estimator = new Latest((recipe) => this.#measure(recipe));
    this.updateEstimate();
    // A finished run, too, has measured this machine.
    for (const event of ['runs.changed', 'machine.measured'] as const) {
      bridge.on(event, () => {
        this.updateEstimate();
      });
    }
  }

  /** As it stands, right or wrong: the `type`s in it say which fields there are. */
  get draft(): unknown {
    return this.#draft;
  }

  get preset(): Preset | null {
    return this.#origin.preset;
  }

  get name(): string {
    const { preset, recipe } = this.#origin;
    return this.#name ?? (preset === null ? recipe.name : this.#nameOf(preset));
  }

  set name(name: string) {
    this.#name = name;
  }

  /** Takes every value from a preset. */
  fill(preset: Preset): void {
    this.#take({ recipe: preset.recipe, preset });
  }

  /** Takes every value from a recipe: of a file, or of a run that is to be made again with changes. */
  use(recipe: Recipe): void {
    // What a run wrote into it about its base is found anew.
    const transfer = recipe.transfer === null ? null : { ...recipe.transfer, base: null };
    this.#take({ recipe: { ...recipe, transfer }, preset: null });
  }

  /** The same from a recipe's file, as a person writes it; a bad one changes nothing but `fileError`. */
  async open(file: Pick<File, 'name' | 'text'>): Promise<void> {
    try {
      this.use(parseRecipeJson(await file.text(), file.name));
      this.fileError = null;
    } catch (error) {
      this.fileError = error;
    }
  }

  /** A recipe that goes on from where a run ended: the same network and examples, its own weights to start from. */
  continueFrom({ id, recipe }: Run, name: string): void {
    const from = { type: 'run' as const, run: id, epoch: null };
    const transfer = { from, freeze: [], head: 'keep' as const, replay: 0, imitate: 0, base: null };
    this.#take({ recipe: { ...recipe, name, transfer }, preset: null });
  }

  reset(): void {
    this.#take(this.#origin);
  }

  async save(): Promise<void> {
    if (this.recipe === null) return;
    try {
      await this.#bridge.invoke('recipes.save', this.recipe);
      this.fileError = null;
    } catch (error) {
      this.fileError = error;
    }
  }

  get(path: Path): unknown {
    return valueAt(this.#draft, path);
  }

  set(path: Path, value: unknown): void {
    const prefix = pathKey(path);
    this.#typed = Object.fromEntries(
      Object.entries(this.#typed).filter(([key]) => !isInside(key, prefix)),
    );
    this.#draft = withValueAt(this.#draft, path, value);
    this.updateEstimate();
  }

  /** What stands in a number's field. */
  text(path: Path): string {
    const value = this.get(path);
    return this.#typed[pathKey(path)] ?? (typeof value === 'number' ? String(value) : '');
  }

  type(path: Path, text: string): void {
    this.set(path, readNumber(text));
    this.#typed = { ...this.#typed, [pathKey(path)]: text };
  }

  /** Chooses the type of a part that has several, such as the optimizer; its other fields begin anew. */
  setType(part: Path, type: string): void {
    const before = valueAt(this.#origin.recipe, part);
    const next = valueAt(before, ['type']) === type ? before : freshPart(part, type);
    const warmupEpochs = this.get([...part, 'warmupEpochs']);
    this.set(part, warmupEpochs === undefined ? next : { ...(next as object), warmupEpochs });
  }

  get layers(): readonly Layer[] {
    return this.get(['network', 'hidden']) as readonly Layer[];
  }

  /** @param from for each layer, which of those before it was, so that its dropout stays with it; −1: a new one */
  setLayers(layers: readonly Layer[], from: readonly number[]): void {
    const rates = this.get(['dropout', 'hidden']) as readonly number[];
    this.set(
      ['dropout', 'hidden'],
      from.map((i) => rates[i] ?? 0),
    );
    this.set(['network', 'hidden'], layers);
  }

  setDistortions(distortions: Partial<DistortionSettings>): void {
    this.set(['distortions'], distortionSchema.parse(distortions));
  }

  /** What a value was before it was changed; where the part is new, what it begins as. */
  originAt(path: Path): unknown {
    const before = valueAt(toDraft(this.#origin.recipe), path);
    if (before !== undefined) return before;
    const part = path.slice(0, -1);
    const type = this.get([...part, 'type']);
    return typeof type === 'string' ? valueAt(freshPart(part, type), path.slice(-1)) : undefined;
  }

  changedAt(path: Path): boolean {
    const [value, origin] = [this.get(path), this.originAt(path)];
    return value !== undefined && origin !== undefined && !sameJson(value, origin);
  }

  resetAt(path: Path): void {
    const origin = this.originAt(path);
    if (path.at(-1) === 'type') this.setType(path.slice(0, -1), String(origin));
    else this.set(path, origin);
  }

  /** The first thing wrong at a path or inside it. */
  issueIn(path: Path): Issue | null {
    const prefix = pathKey(path);
    return Object.entries(this.issues).find(([key]) => isInside(key, prefix))?.[1] ?? null;
  }

  issueAt(path: Path): Issue | null {
    return this.issues[pathKey(path)] ?? null;
  }

  /** To be called when something outside was changed that the estimate depends on. */
  updateEstimate(): void {
    if (this.recipe !== null) this.#estimator.offer(this.recipe);
  }

  #take(origin: Origin): void {
    this.#origin = origin;
    this.#draft = toDraft(origin.recipe);
    this.#typed = {};
    this.#name = null;
    this.updateEstimate();
  }

  async #measure(recipe: Recipe): Promise<void> {
    try {
      this.estimate = await this.#bridge.invoke('recipes.estimate', recipe);
      this.error = null;
    } catch (error) {
      this.estimate = null;
      this.error = error;
    }
  }
}

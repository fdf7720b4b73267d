import type { z } from 'zod';
import type { Bridge } from '../../contract/client';
import type { Estimate } from '../../contract/requests/train';
import { activationNames, type ActivationName } from '../../core/network/activations';
import { presets, type Preset } from '../../core/recipe/presets';
import { recipeSchema, type Recipe } from '../../core/recipe/schema';
import { Latest } from '../latest';
import { heldIn, knobPaths, knobs, ranges, stepKnob, type Knob } from './knobs';

export type Field = Knob | 'name' | 'hidden' | 'activation';
export type Issue = z.core.$ZodIssue;

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** What is typed as a number; NaN where it is none. */
function readNumber(text: string): number {
  const trimmed = text.trim();
  return decimal.test(trimmed) ? Number(trimmed) : NaN;
}

/** '128, 64' → [128, 64]; nothing typed → no hidden layer. */
function readUnits(text: string): number[] {
  return text.trim() === '' ? [] : text.split(/[,，、\s]+/).map(readNumber);
}

function fieldOf(path: readonly PropertyKey[]): Field | null {
  if (path[0] === 'name') return 'name';
  if (path[0] === 'network') return path.at(-1) === 'activation' ? 'activation' : 'hidden';
  return knobs.find((knob) => knobPaths[knob].every((part, i) => path[i] === part)) ?? null;
}

/** A recipe as it is being typed: text a field, checked by the recipe's own schema on every change. */
export class RecipeForm {
  readonly #bridge: Bridge;
  readonly #estimator: Latest<Recipe>;
  readonly #nameOf: (preset: Preset) => string;
  #preset = $state.raw<Preset>(presets[0]!);
  /** Null: called as the preset is, in whatever language. */
  #name = $state<string | null>(null);
  readonly #base = $derived.by(() => ({
    ...this.#preset.recipe,
    name: this.#nameOf(this.#preset),
  }));
  hidden = $state('');
  activation = $state<ActivationName>(activationNames[0]);
  readonly numbers = $state<Record<Knob, string>>({
    learningRate: '',
    momentum: '',
    batchSize: '',
    epochs: '',
    seed: '',
  });
  estimate = $state.raw<Estimate | null>(null);
  error = $state.raw<unknown>(null);

  readonly #checked = $derived(
    recipeSchema.safeParse({
      ...this.#base,
      name: this.name,
      network: {
        ...this.#base.network,
        hidden: readUnits(this.hidden).map((units) => ({ units, activation: this.activation })),
      },
      optimizer: {
        ...this.#base.optimizer,
        learningRate: readNumber(this.numbers.learningRate),
        // Only this optimizer has one.
        ...(this.#base.optimizer.type === 'sgd' && { momentum: readNumber(this.numbers.momentum) }),
      },
      batchSize: readNumber(this.numbers.batchSize),
      epochs: readNumber(this.numbers.epochs),
      seed: readNumber(this.numbers.seed),
    }),
  );
  /** Null while a field is wrong. */
  readonly recipe = $derived(this.#checked.success ? this.#checked.data : null);
  /** The first thing wrong with each field. */
  readonly issues = $derived.by(() => {
    const found: Partial<Record<Field, Issue>> = {};
    for (const issue of this.#checked.error?.issues ?? []) {
      const field = fieldOf(issue.path);
      if (field !== null) found[field] ??= issue;
    }
    return found;
  });
  readonly changed = $derived(
    this.recipe === null || JSON.stringify(this.recipe) !== JSON.stringify(this.#base),
  );

  /** @param nameOf what a preset's run is to be called, in the person's language */
  constructor(bridge: Bridge, nameOf: (preset: Preset) => string) {
    this.#bridge = bridge;
    this.#nameOf = nameOf;
    this.#estimator = new Latest((recipe) => this.#measure(recipe));
    this.fill(presets[0]!);
    // A finished run has measured this machine anew.
    bridge.on('runs.changed', () => {
      this.updateEstimate();
    });
  }

  get name(): string {
    return this.#name ?? this.#base.name;
  }

  set name(name: string) {
    this.#name = name;
  }

  /** Takes every value from a preset. */
  fill(preset: Preset): void {
    const { recipe } = preset;
    this.#preset = preset;
    this.#name = null;
    this.hidden = recipe.network.hidden.map(({ units }) => units).join(', ');
    this.activation = recipe.network.hidden[0]?.activation ?? activationNames[0];
    this.numbers.learningRate = String(recipe.optimizer.learningRate);
    this.numbers.momentum = String(recipe.optimizer.type === 'sgd' ? recipe.optimizer.momentum : 0);
    this.numbers.batchSize = String(recipe.batchSize);
    this.numbers.epochs = String(recipe.epochs);
    this.numbers.seed = String(recipe.seed);
    this.updateEstimate();
  }

  step(knob: Knob, up: boolean): void {
    const value = readNumber(this.numbers[knob]);
    if (Number.isNaN(value)) return;
    this.numbers[knob] = String(heldIn(ranges[knob], stepKnob[knob](value, up), value));
    this.updateEstimate();
  }

  /** To be called when a field was changed. */
  updateEstimate(): void {
    if (this.recipe !== null) this.#estimator.offer(this.recipe);
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

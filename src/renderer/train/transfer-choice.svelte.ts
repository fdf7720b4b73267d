import type { Bridge } from '../../contract/client';
import type { TransferSettings } from '../../core/recipe/transfer';
import { transferSchema } from '../../core/recipe/transfer';
import { Latest } from '../latest';
import type { RecipeForm } from './recipe-form.svelte';

export type From = TransferSettings['from'];

/** Chooses the network a training starts from, whose hidden layers the recipe then has. */
export class TransferChoice {
  readonly #bridge: Bridge;
  readonly #form: RecipeForm;
  /** Of the network in the recipe, in the order of its outputs; null while they are not known. */
  classNames = $state.raw<readonly string[] | null>(null);
  error = $state.raw<unknown>(null);
  readonly #describer: Latest<From>;

  constructor(bridge: Bridge, form: RecipeForm) {
    this.#bridge = bridge;
    this.#form = form;
    this.#describer = new Latest((from) => this.#describe(from));
  }

  /** Finds out what the network that the recipe names tells apart: it may have come with a file or from a run. */
  describe(from: From): void {
    this.#describer.offer(from);
  }

  get settings(): TransferSettings | null {
    return this.#form.get(['transfer']) as TransferSettings | null;
  }

  /** Nothing of the recipe changes where there is no such network. */
  async choose(from: From): Promise<void> {
    try {
      const { hidden } = await this.#bridge.invoke('transfer.base', from);
      const before = this.settings;
      const fits = before?.freeze.every((layer) => layer <= hidden.length) === true;
      this.#form.setLayers(
        hidden,
        hidden.map(() => -1),
      );
      this.#form.set(
        ['transfer'],
        transferSchema.parse({ ...before, from, freeze: fits ? before.freeze : [], base: null }),
      );
      this.error = null;
    } catch (error) {
      this.error = error;
    }
  }

  async #describe(from: From): Promise<void> {
    try {
      ({ classNames: this.classNames } = await this.#bridge.invoke('transfer.base', from));
      this.error = null;
    } catch (error) {
      this.classNames = null;
      this.error = error;
    }
  }

  async chooseFile(): Promise<void> {
    const path = await this.#bridge.invoke('transfer.chooseFile');
    if (path !== null) await this.choose({ type: 'file', path });
  }

  /** Random weights again. */
  none(): void {
    this.error = null;
    this.#form.set(['transfer'], null);
  }

  freeze(layer: number, frozen: boolean): void {
    const others = this.settings?.freeze.filter((one) => one !== layer) ?? [];
    this.#form.set(
      ['transfer', 'freeze'],
      (frozen ? [...others, layer] : others).sort((a, b) => a - b),
    );
  }
}

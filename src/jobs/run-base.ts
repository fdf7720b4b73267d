import { UserError } from '../core/errors';
import type { RunId } from '../core/metrics/run';
import type { Recipe } from '../core/recipe/schema';
import { DataSource } from '../library/data-source';
import type { Library } from '../library/library';
import type { JobHost } from './protocol';
import { handOf } from './training-data';
import { located, readBase, withBase, type Base } from './transfer-base';

/** A new run's recipe, with what is known of the network it starts from; and that network. */
export async function begunFrom(
  recipe: Recipe,
  library: Library,
  host: JobHost,
): Promise<{ recipe: Recipe; base: Base | null }> {
  if (recipe.transfer === null) return { recipe, base: null };
  const from = located(recipe.transfer.from, library);
  const base = await readBase(from, recipe.dataset, library, host);
  const transfer = { ...recipe.transfer, from };
  const begun = withBase({ ...recipe, transfer }, base);
  if (transfer.imitate === 0) return { recipe: begun, base };
  const hand = handOf(begun, new DataSource(library, host.mnist));
  return { recipe: withBase(begun, { ...base, found: { ...base.found, hand } }), base };
}

/** The network a run has started from, read again; null where it started from none. @throws UserError 'transfer.changed' */
export async function sameBase(
  { transfer, dataset }: Recipe,
  run: RunId,
  library: Library,
  host: JobHost,
): Promise<Base | null> {
  if (transfer === null) return null;
  const base = await readBase(transfer.from, dataset, library, host);
  if (base.found.sha256 !== transfer.base?.sha256) throw new UserError('transfer.changed', { run });
  return base;
}

/** The same where the run can do without: it only says what was before. */
export async function baseIfThere(...where: Parameters<typeof sameBase>): Promise<Base | null> {
  try {
    return await sameBase(...where);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

import type { ModelInfo } from '../../contract/requests/sketch';
import type { Translate } from '../../messages';

/** Names in the person's language of the networks that ship. */
const shipped = {
  'shipped:article': 'shell:model.shipped',
  'shipped:digits-0-4': 'shell:model.digits04',
  'shipped:strongest': 'shell:model.strongest',
} as const;

/** A run bears the name its recipe gave it; a network that ships is named in the person's language. */
export function modelName(t: Translate, model: Pick<ModelInfo, 'id' | 'name'>): string {
  const known = Object.entries(shipped).find(([id]) => id === model.id)?.[1];
  return known === undefined ? model.name : t(known);
}

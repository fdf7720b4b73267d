import type { ModelInfo } from '../../contract/requests/sketch';
import type { Translate } from '../../messages';

/** A run bears the name its recipe gave it; the network that ships is named in the person's language. */
export function modelName(t: Translate, model: ModelInfo): string {
  return model.source === 'shipped' ? t('shell:model.shipped') : model.name;
}

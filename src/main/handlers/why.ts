import type { whyRequests } from '../../contract/requests/why';
import type { HandlersOf } from '../bridge';
import type { Services } from '../services';

export function whyHandlers({ searches }: Services): HandlersOf<typeof whyRequests> {
  return {
    'why.ask': (question) => searches.ask(question),
    'why.cancel': () => {
      searches.cancel();
      return null;
    },
  };
}

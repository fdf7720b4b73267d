import type { Handlers } from '../bridge';
import type { Services } from '../services';
import { appHandlers, type Shell } from './app';
import { dataHandlers } from './data';
import { drawingsHandlers } from './drawings';
import { personalHandlers } from './personal';
import { queueHandlers } from './queue';
import { exploreHandlers } from './explore';
import { runsHandlers } from './runs';
import { sketchHandlers } from './sketch';
import { trainHandlers } from './train';
import { whyHandlers } from './why';

/** One handler a request, a file an area. Whatever reads or writes the library tries again while another process is writing. */
export function createHandlers(shell: Shell, services: Services): Handlers {
  return {
    ...appHandlers(shell, services),
    ...sketchHandlers(services),
    ...drawingsHandlers(services),
    ...whyHandlers(services),
    ...personalHandlers(shell, services),
    ...exploreHandlers(services),
    ...trainHandlers(shell, services),
    ...queueHandlers(shell, services),
    ...runsHandlers(services),
    ...dataHandlers(services),
  };
}

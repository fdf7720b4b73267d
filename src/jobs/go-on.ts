import { CancelledError } from '../core/errors';
import type { TrainingControl } from '../training/types';

/**
 * To be called between two pieces of work: lets messages in, waits while the job is paused.
 * @throws CancelledError when the job shall stop.
 */
export async function goOn(control: TrainingControl): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  while (control.wanted === 'pause') await control.changed();
  if (control.wanted === 'stop') throw new CancelledError();
}

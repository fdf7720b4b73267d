import { z } from 'zod';
import type { FeatureBank } from '../core/network/feature-bank';
import { activate, upToLastHidden } from '../core/network/last-hidden';
import { PIXELS } from '../core/network/types';
import { readMnist } from '../library/mnist';
import { goOn } from './go-on';
import type { Job } from './job';
import { modelSchema } from './model';
import { openNetwork } from './network-logits';
import { networkOf } from './network-of';

const args = z.strictObject({ model: modelSchema });

/** Images a message: a few megabytes with a thousand hidden units. */
const PART = 2000;

/** The next examples of the training set, in its order, and how many there will be in all. */
export interface FeaturesPart extends FeatureBank {
  readonly from: number;
  readonly total: number;
}

/** Every training image with what a network's last hidden layer makes of it, part by part. Nothing is kept here. */
export const features: Job<typeof args, FeaturesPart, null> = {
  args,
  async run({ model }, { host, control, emit }) {
    const network = await networkOf(model, host.library);
    const part = upToLastHidden(network);
    const hidden = part === null ? null : await openNetwork(part);
    const { images, labels } = readMnist(host.mnist, 'train');
    try {
      for (let from = 0; from < labels.length; from += PART) {
        await goOn(control);
        const some = images.slice(from * PIXELS, (from + PART) * PIXELS);
        emit({
          from,
          total: labels.length,
          images: some,
          labels: labels.slice(from, from + PART),
          features: hidden === null ? null : activate(network, hidden.logits(some)),
        });
      }
      return null;
    } finally {
      hidden?.dispose();
    }
  },
};

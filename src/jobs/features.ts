import { z } from 'zod';
import type { LabelledImages } from '../core/data/dataset';
import type { FeatureBank } from '../core/network/feature-bank';
import { activate, upToLastHidden } from '../core/network/last-hidden';
import { PIXELS } from '../core/network/types';
import { DataSource } from '../library/data-source';
import { Library } from '../library/library';
import { goOn } from './go-on';
import type { Job } from './job';
import { modelSchema, type Model } from './model';
import type { JobHost } from './protocol';
import { openNetwork } from './network-logits';
import { datasetOfFile, networkOf } from './network-of';
import { strangenessLimit } from './strangeness';

const args = z.strictObject({ model: modelSchema });

/** Images a message: a few megabytes with a thousand hidden units. */
const PART = 2000;

/** How much of the time goes into the network's reading; the rest measures the limit. */
const READING_SHARE = 0.4;

/** How far the whole is, 0–1, and what of the training set was read since; null while the limit is measured. */
export interface FeaturesProgress {
  readonly share: number;
  readonly part: FeaturesPart | null;
}

/** The next examples of the training set, in its order, and how many there will be in all. */
export interface FeaturesPart extends FeatureBank {
  readonly from: number;
  readonly total: number;
  /** Of the data set's labels. */
  readonly classNames: readonly string[];
}

export interface FeaturesResult {
  /** What is farther than this from every training image, pixel by pixel, may be no digit; null where there are too few to say. */
  readonly strangenessLimit: number | null;
}

/** Every image of the data set a network was trained on, with what a network's last hidden layer makes of it, part by part. Nothing is kept here. */
export const features: Job<typeof args, FeaturesProgress, FeaturesResult> = {
  args,
  async run({ model }, { host, control, emit }) {
    const network = await networkOf(model, host.library);
    const part = upToLastHidden(network);
    const hidden = part === null ? null : await openNetwork(part);
    const { images, labels, classNames } = await trainingSetOf(model, host);
    try {
      for (let from = 0; from < labels.length; from += PART) {
        await goOn(control);
        const some = images.slice(from * PIXELS, (from + PART) * PIXELS);
        const next: FeaturesPart = {
          from,
          total: labels.length,
          images: some,
          classNames,
          labels: labels.slice(from, from + PART),
          features: hidden === null ? null : activate(network, hidden.logits(some)),
        };
        const read = Math.min(1, (from + PART) / labels.length);
        emit({ share: READING_SHARE * read, part: next });
      }
      const limit = await strangenessLimit(images, control, (share) => {
        emit({ share: READING_SHARE + (1 - READING_SHARE) * share, part: null });
      });
      return { strangenessLimit: limit };
    } finally {
      hidden?.dispose();
    }
  },
};

/** The whole training part of the data set a network was trained on. @throws UserError where it is gone */
async function trainingSetOf(model: Model, host: JobHost): Promise<LabelledImages> {
  const library = await Library.open(host.library, { role: 'worker' });
  try {
    const source = new DataSource(library, host.mnist);
    if ('file' in model) return source.read(await datasetOfFile(model.file), 'train');
    const run = library.runs.get(model.run);
    source.requireOf(run);
    return source.read(run.recipe.dataset, 'train');
  } finally {
    library.close();
  }
}

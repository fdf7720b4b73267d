import { CancelledError } from '../core/errors';
import type { FeatureBank } from '../core/network/feature-bank';
import { PIXELS } from '../core/network/types';
import type { FeaturesPart } from '../jobs/features';
import type { Model } from '../jobs/model';
import type { ForkWorker, JobHost } from '../jobs/protocol';
import { startJob } from '../jobs/supervisor';

/** All training examples as a network's last hidden layer sees them. */
export interface TrainingFeatures {
  readonly bank: FeatureBank;
  /** Of the data set's labels. */
  readonly classNames: readonly string[];
}

interface Reading {
  readonly features: Promise<TrainingFeatures>;
  /** Comes a second or two after the features; null where there are too few examples to say. */
  readonly strangenessLimit: Promise<number | null>;
}

interface Options {
  readonly model: Model;
  /** Outputs of its last hidden layer. */
  readonly units: number;
  /** Ends the worker: whatever is not there yet is rejected with a CancelledError. */
  readonly signal: AbortSignal;
  /** Hears the share that is done, 0–1. */
  readonly progressed: (share: number) => void;
}

/** Lets a worker read all training examples with a network, and collects what it tells. */
export function readTrainingFeatures(
  fork: ForkWorker,
  host: JobHost,
  { model, units, signal, progressed }: Options,
): Reading {
  const read: { bank: FeatureBank | null; classNames: readonly string[] } = {
    bank: null,
    classNames: [],
  };
  let complete: () => void;
  const all = new Promise<void>((resolve) => {
    complete = resolve;
  });
  const take = ({ from, total, images, labels, features, classNames }: FeaturesPart): void => {
    read.classNames = classNames;
    const bank = (read.bank ??= {
      images: new Uint8Array(total * PIXELS),
      labels: new Uint8Array(total),
      features: features === null ? null : new Float32Array(total * units),
    });
    bank.images.set(images, from * PIXELS);
    bank.labels.set(labels, from);
    if (features !== null) bank.features?.set(features, from * units);
    if (from + labels.length === total) complete();
  };
  const job = startJob(
    fork,
    host,
    'features',
    { model },
    {
      onEvent: ({ share, part }) => {
        if (signal.aborted) return;
        if (part !== null) take(part);
        progressed(share);
      },
    },
  );
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      // One that is only being started cannot be killed yet, and will read that it shall stop.
      job.control('stop');
      job.kill();
      reject(new CancelledError());
    });
  });
  const result = Promise.race([job.result, stopped]);
  return {
    features: Promise.race([all, result]).then(() => {
      const { bank, classNames } = read;
      if (bank === null) throw new Error('The job gave no features.');
      return { bank, classNames };
    }),
    strangenessLimit: result.then(({ strangenessLimit }) => strangenessLimit),
  };
}

import { createHash } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import type { CardFacts } from '../core/card/facts';
import { calibration } from '../core/metrics/calibration';
import type { Run, RunId } from '../core/metrics/run';
import { groupBySeed } from '../core/metrics/seed-groups';
import { softmax } from '../core/metrics/softmax';
import { parameterCount } from '../core/network/spec';
import { readOnnx } from '../core/onnx/read';
import { readModelFile } from '../inference/model-file';
import { DataSource } from '../library/data-source';
import { Library } from '../library/library';
import { sha256Of } from '../library/mnist';
import type { Job } from './job';
import { modelSchema } from './model';
import { readTestSet, type TestReading } from './test-reading';
import { trainedRun } from './trained-run';

const args = z.strictObject({ model: modelSchema });

/** Gathers what a model card says. Reads the test set once, which is counted. */
export const card: Job<typeof args, never, CardFacts> = {
  args,
  async run({ model }, { host }) {
    const library = await Library.open(host.library, { role: 'worker' });
    try {
      const reading = await readTestSet(library, model, new DataSource(library, host.mnist));
      const test = testFacts(reading, library.testLooks.count(reading.dataset));
      const facts =
        'run' in model
          ? ofRun(library, model.run, test)
          : await ofFile(model.file, reading.test.classNames, test);
      return { ...facts, seeds: seedsOf(library, facts) };
    } finally {
      library.close();
    }
  },
};

/** What the library's runs of the same recipe on the same data reached, each with a seed of its own; nothing where there is but one. */
function seedsOf(
  library: Library,
  { recipe, dataSha256 }: Omit<CardFacts, 'seeds'>,
): CardFacts['seeds'] {
  if (recipe === null || dataSha256 === null) return [];
  const finished = library.runs.list().filter(({ status }) => status === 'finished');
  const [group] = groupBySeed<Pick<Run, 'recipe' | 'dataSha256'> & Partial<Run>>([
    { recipe, dataSha256 },
    ...finished,
  ]);
  const bySeed = new Map<number, number>();
  for (const { recipe, testAccuracy } of group!.runs) {
    if (typeof testAccuracy === 'number') bySeed.set(recipe.seed, testAccuracy);
  }
  if (bySeed.size < 2) return [];
  return [...bySeed]
    .map(([seed, accuracy]) => ({ seed, accuracy }))
    .sort((a, b) => a.seed - b.seed);
}

function testFacts({ test, evaluation, logits }: TestReading, looks: number): CardFacts['test'] {
  const k = test.classNames.length;
  return {
    evaluation,
    calibration: calibration(softmax(logits, k), test.labels, k),
    sha256: sha256Of(test),
    looks,
  };
}

function ofRun(library: Library, id: RunId, test: CardFacts['test']): Omit<CardFacts, 'seeds'> {
  const { run, network } = trainedRun(library, id);
  return {
    name: run.recipe.name,
    run: id,
    file: null,
    parameters: parameterCount(network.spec),
    classNames: network.classNames,
    recipe: run.recipe,
    dataSha256: run.dataSha256,
    training: {
      status: run.status,
      epochs: run.epoch,
      seconds: run.trainSeconds,
      environment: run.environment,
    },
    test,
    appVersion: run.environment.app,
  };
}

async function ofFile(
  file: string,
  classNames: readonly string[],
  test: CardFacts['test'],
): Promise<Omit<CardFacts, 'seeds'>> {
  const bytes = await readModelFile(file);
  const name = path.basename(file);
  const { metadata, parameters, producer, opset } = readOnnx(bytes, name);
  return {
    name: metadata.name ?? path.basename(file, '.onnx'),
    run: metadata.run_id as RunId | null,
    file: {
      name,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      producer,
      opset,
    },
    parameters,
    classNames: metadata.class_names ?? classNames,
    recipe: metadata.recipe,
    dataSha256: metadata.training_data_sha256,
    training: null,
    test,
    appVersion: metadata.app_version,
  };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { NetworkReader } from '../../src/core/network/reader';
import { features, type FeaturesPart, type FeaturesProgress } from '../../src/jobs/features';
import { JobControl } from '../../src/jobs/control';
import { networkOfFile } from '../../src/jobs/network-of';
import { CancelledError } from '../../src/core/errors';
import { largestDifference } from '../support/numbers';
import { MNIST_FOLDER, mnist } from '../support/mnist';

const folder = mkdtempSync(join(tmpdir(), 'inkling-features-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const file = 'resources/models/article.onnx';

function start(control: JobControl, emit: (event: FeaturesProgress) => void) {
  return features.run(
    { model: { file } },
    {
      host: { library: folder, mnist: MNIST_FOLDER, models: '', app: '' },
      control,
      distortionThread: new URL('file:///'),
      emit,
    },
  );
}

test('tells the whole training set with what the last hidden layer makes of it, and can be stopped', async () => {
  const parts: FeaturesPart[] = [];
  const shares: number[] = [];
  const { strangenessLimit } = await start(new JobControl(), ({ share, part }) => {
    shares.push(share);
    if (part !== null) parts.push(part);
  });
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.length).toBeGreaterThan(parts.length + 10);
  expect(shares.at(-1)).toBe(1);
  // Nearly all of MNIST's digits have a neighbour within 6 or 7, with pixels of 0 to 1.
  expect(strangenessLimit).toBeGreaterThan(5);
  expect(strangenessLimit).toBeLessThan(8);
  expect(parts.map(({ from }) => from)).toEqual(parts.map((_, i) => i * 2000));
  expect(parts.reduce((sum, { labels }) => sum + labels.length, 0)).toBe(60_000);
  const last = parts.at(-1)!;
  const end = last.labels.length - 1;
  expect(last.classNames).toHaveLength(10);
  expect(last.labels[end]).toBe(mnist.train.labels[59_999]);
  // The same as reading one picture by itself.
  const reader = new NetworkReader(await networkOfFile(file));
  const own = reader.read(last.images.subarray(784 * end)).features!;
  expect(own).toHaveLength(128);
  expect(largestDifference(last.features!.subarray(128 * end), own)).toBeLessThan(1e-4);

  const control = new JobControl();
  let seen = 0;
  const stopped = start(control, () => {
    seen++;
    control.set('stop');
  });
  await expect(stopped).rejects.toBeInstanceOf(CancelledError);
  expect(seen).toBe(1);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { personaliseRecipe } from '../../src/core/recipe/personalise';
import { JobControl } from '../../src/jobs/control';
import { personalised } from '../../src/jobs/personalised';
import { train } from '../../src/jobs/train';
import { bundle } from '../support/bundle';
import { MNIST_FOLDER } from '../support/mnist';
import { personaliseHand } from '../support/personalise-hand';

test('five of each digit in a hand it misreads teach the sketchpad’s first network that hand, and it keeps MNIST', async () => {
  const thread = await bundle('src/training/distortion/thread.ts');
  const library = mkdtempSync(join(tmpdir(), 'hands-'));
  const host = { library, mnist: MNIST_FOLDER, models: resolve('resources/models'), app: '0.0.0' };
  const context = {
    host,
    control: new JobControl(),
    distortionThread: pathToFileURL(thread.file),
    emit: () => undefined,
  };
  try {
    // A hand that no setting was chosen by, and the network the sketchpad begins with; docs/personalise.md has more of both.
    const { drawings, old } = await personaliseHand(
      106,
      library,
      {
        train: (recipe) => train.run({ recipe }, context),
        personalised: (run) => personalised.run({ run }, context),
      },
      (dataset) => personaliseRecipe('My hand', dataset, { type: 'shipped', id: 'strongest' }),
    );
    expect(drawings.before).toBeLessThan(0.85);
    expect(drawings.after - drawings.before).toBeGreaterThanOrEqual(0.1);
    expect(old!.before - old!.after).toBeLessThanOrEqual(0.003);
    expect(old!.looks).toBeGreaterThan(0);
  } finally {
    thread.remove();
    rmSync(library, { recursive: true });
  }
}, 300_000);

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { networkOfFile } from '../../src/jobs/network-of';
import { readMnist } from '../../src/library/mnist';
import { NetworkReader } from '../../src/core/network/reader';
import { outOfDistributionDocument } from './out-of-distribution/document';
import { measure } from './out-of-distribution/measure';
import type { StudyPlace } from './trainings';

/** docs/out-of-distribution.md and its plot: which score tells letters, signs and scribbles from digits, for the article's network. */
export async function study(place: StudyPlace): Promise<void> {
  const network = await networkOfFile(join(place.checkout, 'resources', 'models', 'article.onnx'));
  const data = { train: readMnist(place.mnist, 'train'), test: readMnist(place.mnist, 'test') };
  const results = await measure(new NetworkReader(network), data, place.say);
  const { markdown, plot } = outOfDistributionDocument(results);
  const docs = join(place.checkout, 'docs');
  mkdirSync(join(docs, 'plots'), { recursive: true });
  writeFileSync(join(docs, 'out-of-distribution.md'), markdown);
  writeFileSync(join(docs, 'plots', 'out-of-distribution.svg'), plot);
}

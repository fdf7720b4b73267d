import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chooseRecipes } from './few-labels/choose';
import { fewLabelsDocument } from './few-labels/document';
import { measureBaselines, measureNetworks } from './few-labels/measure';
import { type StudyPlace, Trainings } from './trainings';

/** docs/few-labels.md and its plot; with `choose`, the recipes first. */
export async function study(place: StudyPlace, { choose }: { choose: boolean }): Promise<void> {
  const trainings = new Trainings(place);
  try {
    if (choose) await chooseRecipes(trainings, place);
    const started = performance.now();
    const learnt = [
      ...(await measureNetworks(trainings, place)),
      ...(await measureBaselines(trainings, place)),
    ];
    const minutes = (performance.now() - started) / 60_000;
    const { markdown, plot } = fewLabelsDocument(learnt, minutes);
    const docs = join(place.checkout, 'docs');
    mkdirSync(join(docs, 'plots'), { recursive: true });
    writeFileSync(join(docs, 'few-labels.md'), markdown);
    writeFileSync(join(docs, 'plots', 'few-labels.svg'), plot);
  } finally {
    trainings.dispose();
  }
}

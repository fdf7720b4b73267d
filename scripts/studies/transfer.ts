import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StudyPlace, Trainings } from './trainings';
import { chooseRecipes } from './transfer/choose';
import { transferDocument } from './transfer/document';
import { measureForgetting, measureLearning, SEEDS } from './transfer/measure';
import { trainBases } from './transfer/bases';
import { evenOdd, newDigits } from './transfer/tasks';

/** docs/transfer.md and its plots; with `choose`, the recipes first. */
export async function study(place: StudyPlace, { choose }: { choose: boolean }): Promise<void> {
  const trainings = new Trainings(place);
  try {
    if (choose) {
      for (const task of [newDigits, evenOdd]) await chooseRecipes(task, trainings, place);
    }
    const started = performance.now();
    const digits04 = await trainBases(newDigits, SEEDS, trainings, place);
    const digits = await trainBases(evenOdd, SEEDS, trainings, place);
    const results = {
      newDigits: await measureLearning(newDigits, digits04, trainings, place),
      forgetting: await measureForgetting(newDigits, digits04, trainings, place),
      evenOdd: await measureLearning(evenOdd, digits, trainings, place),
      minutes: (performance.now() - started) / 60_000,
    };
    const docs = join(place.checkout, 'docs');
    mkdirSync(join(docs, 'plots'), { recursive: true });
    const { markdown, plots } = transferDocument(results);
    writeFileSync(join(docs, 'transfer.md'), markdown);
    for (const [name, svg] of Object.entries(plots)) {
      writeFileSync(join(docs, 'plots', `${name}.svg`), svg);
    }
  } finally {
    trainings.dispose();
  }
}

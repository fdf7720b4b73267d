import { z } from 'zod';
import type { LabelledImages } from '../core/data/dataset';
import { tasksOf } from '../core/data/tasks';
import type { Personalised } from '../core/metrics/personalised';
import { accuracyUnder } from '../core/metrics/task-accuracy';
import type { Network } from '../core/network/types';
import { DataSource } from '../library/data-source';
import { Library } from '../library/library';
import type { Job } from './job';
import { networkLogits } from './network-logits';
import { runIdSchema } from './run-id';
import { trainedRun } from './trained-run';
import { readBase } from './transfer-base';

const args = z.strictObject({ run: runIdSchema });

/** What a network gained by learning one hand, and what it lost. Looks at the old test set twice, and says how often that was by now. */
export const personalised: Job<typeof args, never, Personalised> = {
  args,
  async run({ run: id }, { host }) {
    const library = await Library.open(host.library, { role: 'worker' });
    try {
      const source = new DataSource(library, host.mnist);
      const { run, network } = trainedRun(library, id);
      const { recipe } = run;
      if (recipe.transfer === null) throw new RangeError(`run ${id} began with no network`);
      source.requireOf(run);
      const base = await readBase(recipe.transfer.from, recipe.dataset, library, host);
      const compare = async (test: LabelledImages, map: readonly (number | null)[]) => ({
        before: await accuracy(base.network, test, map),
        after: await accuracy(network, test, map),
        examples: test.labels.length,
      });
      const drawn = source.read(recipe.dataset, 'test');
      const drawings = await compare(drawn, tasksOf(recipe, drawn.classNames).all);
      const examples = base.found.examples;
      if (examples === null) return { drawings, old: null };
      const test = source.read(examples.dataset, 'test');
      const { all } = tasksOf({ labelMap: examples.labelMap, transfer: null }, test.classNames);
      const old = await compare(test, all);
      library.testLooks.note(null, examples.dataset, old.before);
      library.testLooks.note(id, examples.dataset, old.after);
      const { name } = source.get(examples.dataset);
      const looks = library.testLooks.count(examples.dataset);
      return { drawings, old: { ...old, dataset: name, looks } };
    } finally {
      library.close();
    }
  },
};

async function accuracy(
  network: Network,
  { images, labels }: LabelledImages,
  map: readonly (number | null)[],
): Promise<number> {
  const logits = await networkLogits(network, images);
  return accuracyUnder(logits, labels, map, network.classNames.length);
}

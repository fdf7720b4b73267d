import { z } from 'zod';
import type { LabelledImages } from '../core/data/dataset';
import { MNIST } from '../core/data/dataset-info';
import { tasksOf } from '../core/data/tasks';
import type { Drawing } from '../core/digit/strokes';
import { UserError } from '../core/errors';
import { changeRegions } from '../core/explain/why/change-regions';
import { blend, lead } from '../core/explain/why/descend';
import { nearestRead } from '../core/explain/why/nearest-digits';
import { PixelNetwork } from '../core/explain/why/pixel-network';
import { smallestChange, STARTS } from '../core/explain/why/smallest-change';
import { strokeAnswers, type StrokeAnswer } from '../core/explain/why/stroke-search';
import type { WhyNot } from '../core/explain/why/why-not';
import { argMax } from '../core/metrics/softmax';
import { PIXELS, type Pixels28 } from '../core/network/types';
import { DataSource } from '../library/data-source';
import { Library } from '../library/library';
import { goOn } from './go-on';
import type { Job } from './job';
import { modelSchema, type Model } from './model';
import { networkOf } from './network-of';
import { openModel } from './open-model';
import type { JobHost } from './protocol';

const args = z.strictObject({
  model: modelSchema,
  pixels: z.custom<Pixels28>((p) => p instanceof Uint8Array && p.length === PIXELS),
  /** The strokes the pixels are made of; null: a photo. */
  drawing: z.custom<Drawing>().nullable(),
  /** Index of the class that was meant. */
  target: z.int().min(0),
});

/** Part of the search that is done, 0–1. */
export interface WhyNotProgress {
  readonly share: number;
}

/** Ways to draw it differently that are told; more would be a list to read. */
const MOST_ANSWERS = 3;
/** For float32 arithmetic elsewhere to come to the same class, in logits. */
const CLEARLY = 2e-3;
/** How the work is shared between the pixels' search and the strokes'. */
const PIXELS_SHARE = 0.7;

/**
 * What would make a network read a drawing as another class: the smallest change of its pixels, and what to do to its strokes.
 * Everything in the answer has been read as that class by ONNX Runtime.
 */
export const whyNot: Job<typeof args, WhyNotProgress, WhyNot> = {
  args,
  async run({ model: which, pixels, drawing, target }, { host, control, emit }) {
    const network = new PixelNetwork(await networkOf(which, host.library));
    const model = await openModel(which, host.library, host.app);
    try {
      const reads = async (image: Pixels28) => {
        const { logits } = await model.read(image);
        return argMax(logits, 0, logits.length) === target;
      };
      const wanted = model.classNames[target];
      if (wanted === undefined) throw new RangeError(`there is no class ${target}`);
      if (await reads(pixels)) throw new UserError('why.already', { wanted });
      const { images, labels, classOf } = await examplesFor(which, model.classNames, host);
      const indices = nearestRead(
        pixels,
        { images, labels },
        (label) => classOf[label] === target,
        { network, target },
        STARTS,
      );
      const examples = indices.map((i) => images.slice(i * PIXELS, (i + 1) * PIXELS) as Pixels28);
      const change = await smallestChange({
        network,
        image: pixels,
        target,
        examples,
        confirm: reads,
        onProgress: async (done, total) => {
          emit({ share: (PIXELS_SHARE * done) / total });
          await goOn(control);
        },
      });
      const answers =
        drawing === null
          ? []
          : await strokeAnswers(
              drawing,
              (image) => lead(network.logits(Float64Array.from(image)), target) - CLEARLY,
              () => goOn(control),
            );
      const [nearest] = examples;
      return {
        change: change && { ...change, ...changeRegions(pixels, change.pixels) },
        nearest:
          nearest === undefined
            ? null
            : { pixels: nearest, blend: blendTo(nearest, { network, pixels, target }) },
        answers: await confirmed(answers, reads),
      };
    } finally {
      await model.release();
    }
  },
};

/** L2 of the straight blend from a drawing to an example that is read as the target, as far as it takes. */
function blendTo(
  example: Pixels28,
  { network, pixels, target }: { network: PixelNetwork; pixels: Pixels28; target: number },
): number {
  const origin = Float64Array.from(pixels);
  return blend({ network, origin, target, margin: 0 }, Float64Array.from(example)).distance;
}

async function confirmed(
  answers: readonly StrokeAnswer[],
  reads: (pixels: Pixels28) => Promise<boolean>,
): Promise<StrokeAnswer[]> {
  const kept: StrokeAnswer[] = [];
  for (const answer of answers) {
    if (kept.length < MOST_ANSWERS && (await reads(answer.pixels))) kept.push(answer);
  }
  return kept;
}

/** The examples a network was trained on, or MNIST's; and the network's class of each label, null where it has none. */
async function examplesFor(
  model: Model,
  classNames: readonly string[],
  host: JobHost,
): Promise<Pick<LabelledImages, 'images' | 'labels'> & { classOf: readonly (number | null)[] }> {
  const library = await Library.open(host.library, { role: 'worker' });
  try {
    const source = new DataSource(library, host.mnist);
    if ('file' in model) {
      const data = source.read(MNIST.id, 'train');
      return { ...data, classOf: data.classNames.map((name) => classNames.indexOf(name)) };
    }
    const run = library.runs.get(model.run);
    source.requireOf(run);
    const data = source.read(run.recipe.dataset, 'train');
    return { ...data, classOf: tasksOf(run.recipe, data.classNames).all };
  } finally {
    library.close();
  }
}

import type { LabelledImages } from '../../../src/core/data/dataset';
import { nearest } from '../../../src/core/baselines/nearest';
import { JobControl } from '../../../src/jobs/control';
import { strangenessLimit } from '../../../src/jobs/strangeness';
import { tensorflowProducts } from '../../../src/training/products';
import type { FeatureBank } from '../../../src/core/network/feature-bank';
import type { NetworkReader } from '../../../src/core/network/reader';
import { drawingToPixels } from '../../../src/core/digit/drawing-to-pixels';
import { PIXELS } from '../../../src/core/network/types';
import { drawingVariants } from '../../../test/support/drawing-variants';
import { quantile, roc, shareAbove, type RocPoint } from './roc';
import { candidates, type Seen } from './scores';
import { strangers, type Stranger } from './strangers';

/** Training digits the distances are measured to; Sun et al. 2022 find that a part of them does as well as all. */
const BANK = 10_000;
const TEST_DIGITS = 1000;
const EACH = 12;
/** Digits that may be called strange. */
export const FALSE_ALARMS = 0.02;

export interface ScoreResult {
  readonly name: string;
  /** Area under the ROC curve on the half to choose by. */
  readonly chosenBy: number;
  /** All below: on the other half. */
  readonly area: number;
  readonly curve: readonly RocPoint[];
  readonly areaOf: Readonly<Record<Stranger['kind'], number>>;
  /** At the threshold that calls 2 % of the first half's digits strange: of test digits, of drawn digits, of strangers. */
  readonly atThreshold: {
    readonly digits: number;
    readonly drawings: number;
    readonly strangers: number;
  };
  /** Share found, by name. */
  readonly byName: ReadonlyMap<string, number>;
}

/** What the app's own rule does, on everything. */
export interface AppRule {
  /** Distance to the nearest of all training images, pixels of 0 to 1. */
  readonly limit: number;
  readonly digits: number;
  readonly drawings: number;
  readonly strangers: number;
}

export interface Results {
  readonly app: AppRule;
  readonly scores: readonly ScoreResult[];
  readonly best: ScoreResult;
  readonly counts: { digits: number; drawings: number; strangers: number; bank: number };
}

/** Two halves that share no drawing; four at a time, since scribbles come in turns of four sorts. */
const odd = <T>(all: readonly T[]) => all.filter((_, i) => Math.floor(i / 4) % 2 === 1);
const even = <T>(all: readonly T[]) => all.filter((_, i) => Math.floor(i / 4) % 2 === 0);

export async function measure(
  reader: NetworkReader,
  { train, test }: { train: LabelledImages; test: LabelledImages },
  say: (line: string) => void,
): Promise<Results> {
  const bank = bankOf(reader, train, BANK);
  const image = (n: number) => test.images.subarray(n * PIXELS, (n + 1) * PIXELS);
  const seen = (pixels: Uint8Array): Seen => ({ ...reader.read(pixels), pixels });
  const digits = Array.from({ length: TEST_DIGITS }, (_, n) => seen(image(n)));
  const drawings = drawingVariants().map(({ drawing }) => seen(drawingToPixels(drawing)));
  const others = strangers(EACH);
  const read = others.map(({ pixels }) => seen(pixels));
  const scores = candidates(bank, reader).map(({ name, of }): ScoreResult => {
    say(name);
    const score = (reads: readonly Seen[]) => reads.map(of);
    const [d, w] = [score(digits), score(drawings)];
    const s = score(read).map((value, i) => ({ value, ...others[i]! }));
    const values = (some: readonly { value: number }[]) => some.map(({ value }) => value);
    const known = [...odd(d), ...odd(w)];
    const threshold = quantile([...even(d), ...even(w)], 1 - FALSE_ALARMS);
    const { area, curve } = roc(known, values(odd(s)));
    const kinds = ['letters', 'signs', 'scribbles'] as const;
    const names = [...new Set(others.map((one) => one.name))];
    return {
      name,
      chosenBy: roc([...even(d), ...even(w)], values(even(s))).area,
      area,
      curve,
      areaOf: Object.fromEntries(
        kinds.map((kind) => [kind, roc(known, values(odd(s).filter((x) => x.kind === kind))).area]),
      ) as ScoreResult['areaOf'],
      atThreshold: {
        digits: shareAbove(odd(d), threshold),
        drawings: shareAbove(odd(w), threshold),
        strangers: shareAbove(values(odd(s)), threshold),
      },
      byName: new Map(
        names.map((one) => [
          one,
          shareAbove(values(odd(s).filter((x) => x.name === one)), threshold),
        ]),
      ),
    };
  });
  const best = scores.reduce((a, b) => (b.chosenBy > a.chosenBy ? b : a));
  return {
    scores,
    best,
    app: await appRule(train.images, digits, drawings, read),
    counts: {
      digits: digits.length,
      drawings: drawings.length,
      strangers: others.length,
      bank: BANK,
    },
  };
}

function bankOf(reader: NetworkReader, train: LabelledImages, count: number): FeatureBank {
  const units = reader.network.spec.hidden.at(-1)!.units;
  const features = new Float32Array(count * units);
  for (let n = 0; n < count; n++) {
    features.set(
      reader.read(train.images.subarray(n * PIXELS, (n + 1) * PIXELS)).features!,
      n * units,
    );
  }
  return {
    images: train.images.subarray(0, count * PIXELS),
    labels: train.labels.subarray(0, count),
    features,
  };
}

async function appRule(
  images: Uint8Array,
  ...groups: readonly [digits: Seen[], drawings: Seen[], strangers: Seen[]]
): Promise<AppRule> {
  const limit = (await strangenessLimit(images, new JobControl(), () => undefined))!;
  const shareFar = (seen: readonly Seen[]): number => {
    const queries = new Uint8Array(seen.length * PIXELS);
    seen.forEach(({ pixels }, i) => {
      queries.set(pixels, i * PIXELS);
    });
    const options = { k: 1, features: PIXELS, dotProducts: tensorflowProducts };
    const search = nearest(queries, images, options);
    let step = search.next();
    while (step.done !== true) step = search.next();
    const distances = Array.from(step.value.squaredDistances, (d) => Math.sqrt(d) / 255);
    return shareAbove(distances, limit);
  };
  const [digits, drawings, strangers] = groups;
  return {
    limit,
    digits: shareFar(digits),
    drawings: shareFar(drawings),
    strangers: shareFar(strangers),
  };
}

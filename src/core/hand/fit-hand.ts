import type { LabelledImages } from '../data/dataset';
import { centreDigit } from '../digit/centre';
import { PIXELS } from '../network/types';
import { fitStep, priceOf, type Pair, type Written } from './fit-step';
import { noHandMap, onPaper, PAPER, sourcesOf, type HandMap, type Sources } from './hand-map';
import { SAMPLES, softened } from './softened';

/** Known digits of each class that drawings are compared with; fewer while all begins are tried, or M alone is sought. */
const EACH = { begin: 30, linear: 50, bent: 200 };
/** Of those, a drawing is held against the nearest. */
const NEAREST = 3;
/** Steps at most. */
const ROUNDS = { linear: 8, bent: 12 };
/** Drawings of each class that are looked at. */
const MOST_DRAWINGS = 10;
/** Begins that are gone on from. */
const GONE_ON = 3;
/** Turns, degrees, and leans that are tried to begin with: from farther away than half of what lies between them no step finds the way. */
const TURNS = [-36, -18, 0, 18, 36];
const LEANS = [-0.4, 0, 0.4];
const MOST_DAMPING = 20;
/** What a map must bring the cost down to, of what it is without, to be believed: with plain digits it is 0.92 to 0.98, with strongly distorted ones 0.2 to 0.5. */
const WORTH = 0.8;

/** A map, what it costs (mean squared difference of the drawings from their nearest digits, and its price), and what a step from it needs. */
interface Fit {
  readonly map: HandMap;
  readonly cost: number;
  readonly pairs: readonly Pair[];
  readonly sources: Sources;
}

interface Task {
  readonly drawings: readonly { readonly label: number; readonly soft: Float64Array }[];
  /** [K] */
  readonly known: readonly (readonly Uint8Array[])[];
}

/**
 * The map from known digits to a hand's drawings of the same classes: the one under which each drawing is most like some known
 * digits of its class. By turns the nearest digits are found and the map is moved towards them, as ICP does with points (Besl &
 * McKay 1992): first M alone, from several begins, then with the bends. `noHandMap` where
 * there is nothing to go by, or little is gained. Nothing in
 * it is random. Takes 1 to 2 s for 50 drawings.
 */
export function fitHand(drawings: LabelledImages, known: LabelledImages): HandMap {
  const digits = known.classNames.map((_, label) => imagesOf(known, label, EACH.bent));
  const task: Task = {
    known: digits,
    // A class that is new to the network has nothing to be compared with.
    drawings: digits.flatMap((own, label) =>
      imagesOf(drawings, label, own.length === 0 ? 0 : MOST_DRAWINGS).map((image) => ({
        label,
        soft: softened(image),
      })),
    ),
  };
  if (task.drawings.length === 0) return noHandMap;
  const begins = TURNS.flatMap((turn) => LEANS.map((lean) => straight(turn, lean)))
    .map((map) => fitOf(map, task, EACH.begin))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, GONE_ON);
  const linear = begins
    .map(({ map }) => refine(map, task, EACH.linear, ROUNDS.linear, false))
    .reduce((best, one) => (one.cost < best.cost ? one : best));
  const bent = refine(linear.map, task, EACH.bent, ROUNDS.bent, true);
  const none = fitOf(noHandMap, task, EACH.bent);
  return bent.cost < WORTH * none.cost ? rounded(bent.map) : noHandMap;
}

/** The first images of a class. */
function imagesOf({ images, labels }: LabelledImages, wanted: number, most: number): Uint8Array[] {
  const own: Uint8Array[] = [];
  for (let i = 0; i < labels.length && own.length < most; i++) {
    if (labels[i] === wanted) own.push(images.subarray(i * PIXELS, (i + 1) * PIXELS));
  }
  return own;
}

/** To a ten-thousandth, which is a thousandth of a pixel on the paper: what a recipe keeps stays legible. */
function rounded({ linear, bends }: HandMap): HandMap {
  const round = (value: number) => Math.round(value * 1e4) / 1e4;
  return { linear: linear.map(round) as HandMap['linear'], bends: bends.map(round) };
}

/** Steps until they no longer pay; the best map of them. */
function refine(begin: HandMap, task: Task, each: number, rounds: number, bending: boolean): Fit {
  let best = fitOf(begin, task, each);
  let damping = 0.1;
  for (let round = 0; round < rounds && damping < MOST_DAMPING; round++) {
    const map = fitStep(best.map, best.pairs, best.sources, bending, damping);
    const tried = fitOf(map, task, each);
    damping = tried.cost < best.cost ? damping / 2 : damping * 4;
    if (tried.cost < best.cost) best = tried;
  }
  return best;
}

function fitOf(map: HandMap, { drawings, known }: Task, each: number): Fit {
  const sources = sourcesOf(map);
  const written = known.map((own) => own.slice(0, each).map((image) => write(image, sources)));
  const pairs: Pair[] = [];
  let difference = 0;
  for (const { label, soft } of drawings) {
    const near = written[label]!.map((digit) => ({
      digit,
      distance: squaredDistance(digit.soft, soft),
    }))
      .sort((a, b) => a.distance - b.distance)
      .slice(0, NEAREST);
    for (const { digit, distance } of near) {
      difference += distance;
      pairs.push({ drawing: soft, written: digit });
    }
  }
  return { map, cost: difference / pairs.length + priceOf(map), pairs, sources };
}

function write(image: Uint8Array, sources: Sources): Written {
  const paper = onPaper(image, sources);
  const centred = centreDigit({ pixels: paper, width: PAPER, height: PAPER });
  return { paper, image: centred, soft: softened(centred) };
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < SAMPLES; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}

/** A hand that turns what it writes by so many degrees, clockwise as seen, and leans it: by `lean` pixels to the right for each downwards. */
function straight(turn: number, lean: number): HandMap {
  const cos = Math.cos((turn * Math.PI) / 180);
  const sin = Math.sin((turn * Math.PI) / 180);
  // Back from [cos −sin; sin cos] · [1 lean; 0 1].
  return { ...noHandMap, linear: [cos + lean * sin, sin - lean * cos, -sin, cos] };
}

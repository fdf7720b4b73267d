import { drawingToPixels } from '../../digit/drawing-to-pixels';
import type { Drawing } from '../../digit/strokes';
import type { Pixels28 } from '../../network/types';
import { amountOfChange, applyChange, type StrokeChange } from './stroke-change';

/** A way to draw the same strokes differently so that the network reads them as wanted. */
export interface StrokeAnswer {
  /** One, or several that take each other. */
  readonly changes: readonly StrokeChange[];
  readonly drawing: Drawing;
  /** What the network sees of it. */
  readonly pixels: Pixels28;
  /** See `amountOfChange`. */
  readonly amount: number;
}

/** One number that can be turned, from −1 to 1; 0 changes nothing. */
type Knob = (s: number) => StrokeChange;

const FARTHEST = { degrees: 45, factor: 2.2, shift: 0.4 } as const;
/** Strokes tried one by one; a drawing of more is no digit written by hand. */
const MOST_STROKES = 4;
const STEPS = 32;
/** Bisections of the step in which the class changed: to a 2,000th of the way. */
const REFINEMENTS = 6;
/** Of a search over several knobs: steps it begins and ends with, and how many it takes at most. */
const CLIMB = { first: 0.24, last: 0.06, most: 24 } as const;

const round = (value: number, digits: number) => Number(value.toFixed(digits));
const degrees = (s: number) => round(FARTHEST.degrees * s, 1);
const factor = (s: number) => round(FARTHEST.factor ** s, 3);
const shift = (s: number) => round(FARTHEST.shift * s, 3);

const whole: readonly Knob[] = [
  (s) => ({ kind: 'turn', degrees: degrees(s) }),
  (s) => ({ kind: 'stretch', factor: factor(s) }),
  (s) => ({ kind: 'pen', factor: factor(s) }),
];

const ofStroke = (stroke: number): readonly Knob[] => [
  (s) => ({ kind: 'moveStroke', stroke, dx: shift(s), dy: 0 }),
  (s) => ({ kind: 'moveStroke', stroke, dx: 0, dy: shift(s) }),
  (s) => ({ kind: 'turnStroke', stroke, degrees: degrees(s) }),
  (s) => ({ kind: 'scaleStroke', stroke, factor: factor(s) }),
];

/**
 * The least change of each kind to a drawing's strokes that makes the network read them as wanted, by trying more and more of
 * it: the whole turned, stretched, with another pen; single strokes moved, turned, resized. Where none of them does it alone,
 * several together are looked for. The least change comes first; the list may be empty. Changes are rounded as a person would be
 * told them, and hold as they are rounded.
 *
 * @param lead of the wanted class over every other; above 0 where an image is read as wanted
 * @param breathe awaited now and then; may throw to end the search
 */
export async function strokeAnswers(
  drawing: Drawing,
  lead: (pixels: Pixels28) => number,
  breathe: () => void | Promise<void>,
): Promise<StrokeAnswer[]> {
  const answer = (changes: readonly StrokeChange[]): StrokeAnswer | null => {
    const changed = changes.reduce(applyChange, drawing);
    const pixels = drawingToPixels(changed);
    if (lead(pixels) <= 0) return null;
    return { changes, drawing: changed, pixels, amount: amountOfChange(drawing, changed) };
  };
  const knobs = [...whole, ...strokesToTry(drawing).flatMap(ofStroke)];
  const found: StrokeAnswer[] = [];
  for (const knob of knobs) {
    const ways = [1, -1].map((sign) => leastAlong((s) => answer([knob(sign * s)])));
    found.push(...ways.filter((way) => way !== null));
    await breathe();
  }
  if (found.length === 0) {
    const several = await together(drawing, knobs, lead, breathe);
    const one = several && leastAlong((s) => answer(several(s)));
    if (one !== null) found.push(one);
  }
  found.sort((a, b) => a.amount - b.amount);
  return found.filter((one, i) => !found.slice(0, i).some((other) => same(one, other)));
}

/** Moving one of two strokes to the right is moving the other to the left. */
function same(a: StrokeAnswer, b: StrokeAnswer): boolean {
  return a.pixels.every((p, d) => p === b.pixels[d]);
}

/** None of a drawing with one stroke: what moves or resizes all of it changes nothing, and turning it is among the whole's. */
function strokesToTry({ strokes }: Drawing): number[] {
  if (strokes.length === 1) return [];
  return Array.from(strokes.keys())
    .sort((a, b) => strokes[b]!.points.length - strokes[a]!.points.length)
    .slice(0, MOST_STROKES)
    .sort((a, b) => a - b);
}

/** The first answer as s grows from 0 to 1, as early as bisection finds it. */
function leastAlong(at: (s: number) => StrokeAnswer | null): StrokeAnswer | null {
  for (let i = 1; i <= STEPS; i++) {
    let found = at(i / STEPS);
    if (found === null) continue;
    let [low, high] = [(i - 1) / STEPS, i / STEPS];
    for (let refinement = 0; refinement < REFINEMENTS; refinement++) {
      const middle = (low + high) / 2;
      const nearer = at(middle);
      if (nearer === null) {
        low = middle;
      } else {
        found = nearer;
        high = middle;
      }
    }
    return found;
  }
  return null;
}

/**
 * Knobs turned together until the lead is won: at each step the one that wins most, then those that turn out to be needless
 * turned back. (Pattern search, Hooke & Jeeves 1961.)
 * @returns the changes by s from 0 (none) to 1 (all of it); null where the lead stays lost
 */
async function together(
  drawing: Drawing,
  knobs: readonly Knob[],
  lead: (pixels: Pixels28) => number,
  breathe: () => void | Promise<void>,
): Promise<((s: number) => StrokeChange[]) | null> {
  const changesAt = (settings: readonly number[]) =>
    knobs.flatMap((knob, i) => (settings[i] === 0 ? [] : [knob(settings[i]!)]));
  const leadAt = (settings: readonly number[]) =>
    lead(drawingToPixels(changesAt(settings).reduce(applyChange, drawing)));
  const turned = (settings: readonly number[], i: number, to: number) =>
    settings.map((s, j) => (j === i ? Math.min(1, Math.max(-1, to)) : s));

  let settings: readonly number[] = knobs.map(() => 0);
  let best = leadAt(settings);
  let step: number = CLIMB.first;
  for (let i = 0; i < CLIMB.most && best <= 0 && step >= CLIMB.last; i++) {
    const tried = knobs.flatMap((_, k) =>
      [step, -step].map((by) => {
        const next = turned(settings, k, settings[k]! + by);
        return { next, won: leadAt(next) };
      }),
    );
    const most = tried.reduce((a, b) => (b.won > a.won ? b : a));
    if (most.won > best) ({ next: settings, won: best } = most);
    else step /= 2;
    await breathe();
  }
  if (best <= 0) return null;
  for (const k of knobs.keys()) {
    const without = turned(settings, k, 0);
    if (leadAt(without) > 0) settings = without;
  }
  return (s) => changesAt(settings.map((setting) => setting * s));
}

import type { PixelNetwork } from './pixel-network';
import { dot, nearestInBox, type HalfSpaces } from './projection';

/** What is asked of a changed image: class `target` ahead of every other by `margin` logits. */
export interface Goal {
  readonly network: PixelNetwork;
  /** [D] the image as it is */
  readonly origin: Float64Array;
  readonly target: number;
  readonly margin: number;
}

/** An image [D] that reaches the goal, and how far from the original it is (L2, grey levels). */
export interface Found {
  readonly pixels: Float64Array;
  readonly distance: number;
}

const MAX_STEPS = 40;
/** A step that gains less than this part of the distance ends the descent. */
const LEAST_GAIN = 1e-4;
/** How much each step stays where the last one came to; see `descend`. */
const CAUTION = { first: 0.3, least: 0.01, most: 100 } as const;
/** Linearizations kept besides the newest. */
const KEPT_CUTS = 3;
/** Newton's steps to the other side of the boundary; two or three are usual. */
const REACH_STEPS = 5;
/** How many of the classes nearest to the goal's are constraints; any other shows itself when a step is tried. */
const RIVALS = 4;
/** How far beyond its margin a lead may end, in logits. */
const NEAR_ENOUGH = 1e-4;

/** The smallest lead of the goal's class, in logits; at least the goal's margin where the goal is reached. */
export function lead(logits: Float64Array, target: number): number {
  let rival = -Infinity;
  for (let k = 0; k < logits.length; k++) if (k !== target) rival = Math.max(rival, logits[k]!);
  return logits[target]! - rival;
}

export function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d]! - b[d]!) ** 2;
  return Math.sqrt(sum);
}

/** One linear constraint a rival class k: what z_target − z_k ≥ margin says near `pixels`, where the logits are these. */
export function constraintsNear(
  goal: Goal,
  pixels: Float64Array,
  logits: Float64Array,
): HalfSpaces & { rivals: readonly number[]; bounds: number[] } {
  const { network, target, margin } = goal;
  const rivals = Array.from(logits.keys())
    .filter((k) => k !== target)
    .sort((a, b) => logits[b]! - logits[a]!)
    .slice(0, RIVALS);
  const rows = network.leadGradients(pixels, target, rivals);
  return {
    rivals,
    rows,
    bounds: rivals.map((k, i) => margin - (logits[target]! - logits[k]!) + dot(rows[i]!, pixels)),
  };
}

/**
 * From `start`, any image [D] of the box, to one nearby that reaches the goal with the least change:
 *
 *     min ½‖y − origin‖²  subject to  z_target(y) − z_k(y) ≥ margin for the rivals k,  0 ≤ y ≤ 255
 *
 * by sequential quadratic programming among images that reach the goal. Each step projects onto the linearized constraints, as
 * DeepFool does (Moosavi-Dezfooli, Fawzi & Frossard 2016), here all rivals and the box at once and exactly; and what it projects
 * lies between the original and where the last step came to, as in FAB (Croce & Hein 2020, "Minimally distorted adversarial
 * examples with a fast adaptive boundary attack"): (origin + c·x) / (1 + c), which is the proximal step of length 1/c. Within one
 * linear piece of the network a step with c → 0 is exact. A step that brings nothing has crossed into other pieces: then c grows
 * fourfold, and what the network says there joins the constraints, as cutting planes do (Kelley 1960).
 *
 * @param hopeless asked before each step; true ends the descent early
 * @returns null where nothing was found that reaches the goal
 */
export function descend(
  goal: Goal,
  start: Float64Array,
  hopeless: (found: Found, step: number) => boolean,
): Found | null {
  const { origin, network } = goal;
  let best = reach(goal, start);
  if (best === null) return null;
  const cutAt = (pixels: Float64Array) => constraintsNear(goal, pixels, network.logits(pixels));
  let here = cutAt(best.pixels);
  let cuts: HalfSpaces[] = [];
  let caution: number = CAUTION.first;
  for (let step = 0; step < MAX_STEPS && !hopeless(best, step); step++) {
    const x = best.pixels;
    const from = Float64Array.from(origin, (o, d) => (o + caution * x[d]!) / (1 + caution));
    const solved = nearestInBox(from, join(here, cuts));
    if (solved === null) break;
    const next = reach(goal, solved.point);
    const gain: number = next === null ? 0 : best.distance - next.distance;
    if (next !== null && gain > 0) {
      best = next;
      if (gain < LEAST_GAIN * best.distance && caution < CAUTION.first) break;
      caution = Math.max(CAUTION.least, caution / 3);
      here = cutAt(best.pixels);
      cuts = [];
    } else {
      if (caution > CAUTION.most) break;
      caution *= 4;
      cuts = [...cuts, cutAt(solved.point)].slice(-KEPT_CUTS);
    }
  }
  return best;
}

/** Newton-like steps (DeepFool) onto the linearized constraints until they hold, then straight towards the original as far as they do. */
function reach(goal: Goal, start: Float64Array): Found | null {
  let x = start;
  for (let i = 0; i < REACH_STEPS; i++) {
    const logits = goal.network.logits(x);
    if (lead(logits, goal.target) >= goal.margin) return blend(goal, x);
    const next = nearestInBox(
      x,
      constraintsNear({ ...goal, margin: goal.margin * 1.5 }, x, logits),
    );
    if (next === null) return null;
    x = next.point;
  }
  return null;
}

function join(first: HalfSpaces, others: readonly HalfSpaces[]): HalfSpaces {
  return {
    rows: [first, ...others].flatMap(({ rows }) => rows),
    bounds: [first, ...others].flatMap(({ bounds }) => bounds),
  };
}

/**
 * The point nearest to the original on the straight line from it to `inside`, an image that reaches the goal: a blend. By false
 * position in its Illinois form (Dowell & Jarratt 1971). Where the line crosses the boundary several times, one of the crossings.
 */
export function blend(goal: Goal, inside: Float64Array): Found {
  const { network, origin, target, margin } = goal;
  const over = (pixels: Float64Array) => lead(network.logits(pixels), target) - margin;
  let pixels = inside;
  let low = { part: 0, over: over(origin) };
  let high = { part: 1, over: over(inside) };
  if (low.over >= 0) return { pixels: origin, distance: 0 };
  let reached = high.over;
  let last: 'low' | 'high' | null = null;
  for (let i = 0; i < 60 && reached > NEAR_ENOUGH && high.part - low.part > 1e-9; i++) {
    const part = high.part - (high.over * (high.part - low.part)) / (high.over - low.over);
    const tried = Float64Array.from(origin, (p, d) => p + part * (inside[d]! - p));
    const value = over(tried);
    // An end that stays for a second time counts half, so that the next one falls on its side.
    if (value >= 0) {
      high = { part, over: value };
      if (last === 'high') low = { ...low, over: low.over / 2 };
      last = 'high';
      pixels = tried;
      reached = value;
    } else {
      low = { part, over: value };
      if (last === 'low') high = { ...high, over: high.over / 2 };
      last = 'low';
    }
  }
  return { pixels, distance: distance(pixels, origin) };
}

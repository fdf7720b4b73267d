import type { Pixels28 } from '../../network/types';
import { blend, descend, distance, lead, type Found, type Goal } from './descend';
import type { PixelNetwork } from './pixel-network';
import { toWholeLevels } from './whole-levels';

/** A drawing changed so that the network reads it as another class. */
export interface SmallestChange {
  readonly pixels: Pixels28;
  /** L2 of the change, in grey levels: 255 is one pixel from paper to ink. */
  readonly distance: number;
}

/** Training digits a search begins from, besides the image: more find something smaller in one drawing of twenty. */
export const STARTS = 4;
/** Of the wanted class over every other, in logits: float32 arithmetic elsewhere must come to the same class. */
const FIRST_MARGIN = 2e-3;
const MARGIN_GROWTH = 8;
const MARGINS = 5;
/** A descent that is this much worse than the best one after so many steps is given up. */
const HOPELESS = { after: 6, factor: 1.08 } as const;

export interface Question {
  readonly network: PixelNetwork;
  /** [D] as it is, 0–255 */
  readonly image: Uint8Array;
  readonly target: number;
  /** Real examples [D] which the network reads as the target, the nearest first: where descents begin besides the image. */
  readonly examples: readonly Uint8Array[];
  /** Whether the network that will be shown the image reads it as the target: the last word. */
  readonly confirm: (pixels: Pixels28) => Promise<boolean>;
  /** Told after each descent; may throw to end the search. */
  readonly onProgress: (done: number, total: number) => void | Promise<void>;
}

/**
 * The smallest change in L2 (as near as several descents come) that makes the network read an image as `target`: a descent
 * from the image itself, and one from where a straight blend to each example crosses the boundary. What is found is rounded to
 * whole grey levels and put to `confirm`; while that says no, a larger margin is tried.
 *
 * @returns null where no image of the target was found
 */
export async function smallestChange(question: Question): Promise<SmallestChange | null> {
  const { network, image, target, confirm } = question;
  const origin = Float64Array.from(image);
  let margin = FIRST_MARGIN;
  let best = await fromAllStarts({ network, origin, target, margin }, question);
  for (let i = 0; best !== null && i < MARGINS; i++) {
    const goal = { network, origin, target, margin };
    const whole = toWholeLevels(goal, best);
    if (whole !== null) {
      const pixels = Uint8Array.from(whole) as Pixels28;
      if (await confirm(pixels)) return { pixels, distance: distance(whole, origin) };
    }
    margin *= MARGIN_GROWTH;
    best = descend({ ...goal, margin }, best.pixels, () => false);
  }
  return null;
}

async function fromAllStarts(
  goal: Goal,
  { examples, onProgress }: Question,
): Promise<Found | null> {
  const total = examples.length + 1;
  let best = descend(goal, goal.origin, () => false);
  await onProgress(1, total);
  for (const [i, example] of examples.entries()) {
    const inside = Float64Array.from(example);
    if (lead(goal.network.logits(inside), goal.target) >= goal.margin) {
      const limit = (best?.distance ?? Infinity) * HOPELESS.factor;
      const found = descend(
        goal,
        blend(goal, inside).pixels,
        (soFar, step) => step >= HOPELESS.after && soFar.distance > limit,
      );
      if (found !== null && (best === null || found.distance < best.distance)) best = found;
    }
    await onProgress(i + 2, total);
  }
  return best;
}

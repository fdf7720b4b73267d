import { constraintsNear, type Found, type Goal } from './descend';
import { nearestInBox } from './projection';

const ROUNDS = 40;
/** Of what a rounded image falls short of, the part that is asked for on top in the next round: small steps overshoot little. */
const STEP = 0.5;

/**
 * A found image in whole grey levels that still reaches the goal. At the best image the change is Σ_k λ_k a_k over the rivals'
 * gradients a_k; and of all whole-numbered changes, rounding such a sum costs the least distance² for the lead it wins (a level
 * more in pixel d costs 2|δ_d| + 1 and wins a_d, so all are taken up to one common ratio). What rounding loses of the lead is
 * therefore won back by asking for so much more before rounding.
 *
 * @returns null where no such image was found nearby
 */
export function toWholeLevels(goal: Goal, { pixels }: Found): Float64Array | null {
  const { network, target, margin } = goal;
  const logits = network.logits(pixels);
  const { rivals, rows, bounds } = constraintsNear(goal, pixels, logits);
  let exact = pixels;
  for (let round = 0; round < ROUNDS; round++) {
    const whole = exact.map(Math.round);
    const got = network.logits(whole);
    const short = Array.from(got, (z, k) => (k === target ? 0 : margin - (got[target]! - z)));
    if (Math.max(...short) <= 0) return whole;
    rivals.forEach((k, i) => {
      bounds[i]! += STEP * Math.max(0, short[k]!);
    });
    const solved = nearestInBox(pixels, { rows, bounds });
    if (solved === null) return null;
    exact = solved.point;
  }
  return null;
}

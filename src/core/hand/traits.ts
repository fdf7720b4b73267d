import { PAPER, PAPER_MIDDLE, sourcesOf, type HandMap } from './hand-map';

/** What a person would say of a hand, against the digits a network knows. */
export interface HandTraits {
  /** By how much uprights lean, degrees from the vertical: above 0 to the right. */
  readonly lean: number;
  /** By how much level lines rise, degrees: above 0 upwards to the right. */
  readonly rise: number;
  /** Breadth against height, 1 where both are as they were. */
  readonly breadth: number;
}

/** Half the side of the square about the middle in which digits lie, pixels. */
const REACH = 9;

/** The traits of the straight map nearest to a hand's, bends and all, where digits lie (least squares). */
export function traitsOf(map: HandMap): HandTraits {
  const { x, y } = sourcesOf(map);
  // Over a square that is symmetric about the middle the two axes are fitted apart.
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  for (let row = PAPER / 2 - REACH; row < PAPER / 2 + REACH; row++) {
    for (let column = PAPER / 2 - REACH; column < PAPER / 2 + REACH; column++) {
      const dx = column - PAPER_MIDDLE;
      const dy = row - PAPER_MIDDLE;
      const at = row * PAPER + column;
      xx += x[at]! * dx;
      xy += x[at]! * dy;
      yx += y[at]! * dx;
      yy += y[at]! * dy;
    }
  }
  // The way there is the inverse of the way back: but for a factor a level line becomes (yy, −yx), an upright
  // (−xy, xx); y points downwards.
  const degrees = (radians: number) => (radians * 180) / Math.PI;
  return {
    lean: degrees(Math.atan2(xy, xx)),
    rise: degrees(Math.atan2(yx, yy)),
    // Of a level line's length against the height at right angles to it.
    breadth: (yy ** 2 + yx ** 2) / (xx * yy - xy * yx),
  };
}

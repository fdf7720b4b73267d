import { noHandMap, type HandMap } from '../../src/core/hand/hand-map';

/** A hand without bends: uprights lean and level lines rise by so many degrees, and breadth against height is `breadth`. */
export function straightHand(lean: number, rise: number, breadth: number): HandMap {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  // Where a level line of length 1 and an upright of length `long` come to lie; y points downwards.
  const level = { x: Math.cos(radians(rise)), y: -Math.sin(radians(rise)) };
  const upright = { x: -Math.sin(radians(lean)), y: Math.cos(radians(lean)) };
  // The height at right angles to the level line is `long` times the sine between them.
  const long = 1 / (breadth * (level.x * upright.y - level.y * upright.x));
  const determinant = long * (level.x * upright.y - level.y * upright.x);
  return {
    ...noHandMap,
    linear: [
      (upright.y * long) / determinant,
      (-upright.x * long) / determinant,
      -level.y / determinant,
      level.x / determinant,
    ],
  };
}

import type { Point } from '../../core/digit/strokes';
import { PAPER } from './paper';

/** How far a key moves the pen, in paper units, and with Shift. */
const STEP = 20;
const FINE_STEP = 5;
/** The ink gets a point so often, so that a long step is a line and not a bend. */
const POINT_EVERY = 5;

/** Arrows, and the block above them for the diagonals. */
const directions: Readonly<Record<string, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  Home: [-1, -1],
  PageUp: [1, -1],
  End: [-1, 1],
  PageDown: [1, 1],
};

/** What the keyboard does with the pen. */
export interface PenHand {
  readonly isDown: () => boolean;
  readonly lower: (point: Point) => void;
  readonly draw: (points: readonly Point[]) => void;
  readonly lift: () => void;
}

/** A pen that is moved by keys: where it is, and whether it is used at all. */
export class KeyboardPen {
  readonly #hand: PenHand;
  x = $state(PAPER / 2);
  y = $state(PAPER / 4);
  /** From the first key until the pointer draws or the paper loses the focus. */
  shown = $state(false);

  constructor(hand: PenHand) {
    this.#hand = hand;
  }

  /** Whether the key meant something. */
  press(key: string, fine: boolean): boolean {
    const direction = directions[key];
    if (direction !== undefined) this.#move(...direction, fine ? FINE_STEP : STEP);
    else if (key === ' ') this.#toggle();
    else if (key === 'Escape' && this.#hand.isDown()) this.#hand.lift();
    else return false;
    this.shown = true;
    return true;
  }

  hide(): void {
    if (this.shown && this.#hand.isDown()) this.#hand.lift();
    this.shown = false;
  }

  #toggle(): void {
    if (this.#hand.isDown()) this.#hand.lift();
    else this.#hand.lower({ x: this.x, y: this.y });
  }

  #move(dx: number, dy: number, step: number): void {
    const from = { x: this.x, y: this.y };
    this.x = Math.min(PAPER, Math.max(0, this.x + dx * step));
    this.y = Math.min(PAPER, Math.max(0, this.y + dy * step));
    if (!this.#hand.isDown()) return;
    const way = Math.max(Math.abs(this.x - from.x), Math.abs(this.y - from.y));
    const count = Math.ceil(way / POINT_EVERY);
    this.#hand.draw(
      Array.from({ length: count }, (_, i) => ({
        x: from.x + ((this.x - from.x) * (i + 1)) / count,
        y: from.y + ((this.y - from.y) * (i + 1)) / count,
      })),
    );
  }
}

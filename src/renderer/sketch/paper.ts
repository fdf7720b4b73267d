import type { Drawing, Stroke } from '../../core/digit/strokes';
import type { Pixels28 } from '../../core/network/types';

/** The paper's side, in paper units; the canvas may be any size on the screen. */
export const PAPER = 420;
/** The pen's width, in paper units. */
export const PEN = { least: 12, usual: 26, most: 44 } as const;

/** A picture of a digit that lies on the paper in place of ink. */
export interface Photo {
  readonly name: string;
  /** What the network sees of it. */
  readonly pixels: Pixels28;
  /** A small copy to look at, as a data address; null where the window cannot show what the decoder could read. */
  readonly copy: string | null;
}

/** What is on the paper; values are shared between the entries of a history, never altered. */
export interface Paper {
  readonly strokes: readonly Stroke[];
  readonly photo: Photo | null;
}

export const EMPTY_PAPER: Paper = { strokes: [], photo: null };

export function drawingOf(strokes: readonly Stroke[]): Drawing {
  return { paper: { width: PAPER, height: PAPER }, strokes };
}

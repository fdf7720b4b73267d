import type { Pixels28 } from '../../network/types';
import type { InkChange } from './change-regions';
import type { SmallestChange } from './smallest-change';
import type { StrokeAnswer } from './stroke-search';

/** Why a drawing is not read as the class a person meant: what would have to be different. */
export interface WhyNot {
  /** null: no image of that class was found. */
  readonly change:
    (SmallestChange & { readonly added: InkChange; readonly removed: InkChange }) | null;
  /** The training digit of that class nearest to the drawing, of those the network reads so, and how much of a straight blend to it would do (L2, grey levels). */
  readonly nearest: { readonly pixels: Pixels28; readonly blend: number } | null;
  /** What to do to the strokes, the least first. Empty for a photo, and where nothing was found. */
  readonly answers: readonly StrokeAnswer[];
}

import type { Pixels28 } from '../network/types';
import type { Drawing } from './strokes';

/** Why a drawing was kept: null from the sketchpad, 'personal' to teach a network one hand. */
export type DrawingPurpose = 'personal' | null;

/** What a person drew, or a photo of it, with what they say it is. */
export interface NewDrawing {
  readonly image: Pixels28;
  /** null: a photo. */
  readonly strokes: Drawing | null;
  /** What it is, by the person; one of the network's class names, or another. */
  readonly className: string;
  /** Which network read it, and as what; null where none did. */
  readonly model: string | null;
  readonly readAs: string | null;
  readonly purpose: DrawingPurpose;
}

export interface KeptDrawing extends NewDrawing {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

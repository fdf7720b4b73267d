import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';
import { parseDrawing } from '../../src/core/digit/drawing-file';
import {
  centreLineBounds,
  rotateDrawing,
  scaleDrawing,
  scalePen,
  shiftDrawing,
  type Drawing,
} from '../../src/core/digit/strokes';

/** How far a variant may lie from its drawing. Fixed before the pipeline was tuned; not to be changed to suit it. */
const BOUNDS = {
  /** Size with the same pen. */
  scale: [0.6, 1.3],
  /** Clockwise. */
  degrees: [-12, 12],
  /** The pen's width, relative to the drawing's. */
  pen: [0.6, 1.6],
} as const;
const VARIANTS_PER_DRAWING = 10;

const folder = join(import.meta.dirname, '../fixtures/strokes');

export interface NamedDrawing {
  /** Of the file, without its ending: '7-quick'. */
  readonly name: string;
  /** 0–9, what it was meant to be. */
  readonly digit: number;
  readonly drawing: Drawing;
}

/** The twenty drawings, as they are in their files. */
export function drawings(): NamedDrawing[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: file.slice(0, -'.json'.length),
      digit: Number(file[0]),
      drawing: parseDrawing(readFileSync(join(folder, file), 'utf8'), file),
    }));
}

/** 200 drawings, the same at every call: each of the twenty ten times, larger or smaller, turned, with another pen, elsewhere on the paper. */
export function drawingVariants(): NamedDrawing[] {
  return drawings().flatMap(({ name, digit, drawing }, index) =>
    Array.from({ length: VARIANTS_PER_DRAWING }, (_, k) => ({
      name: `${name}#${k}`,
      digit,
      drawing: vary(drawing, 1000 + index * VARIANTS_PER_DRAWING + k),
    })),
  );
}

function vary(original: Drawing, seed: number): Drawing {
  // Its first numbers differ from seed to seed; xoroshiro128+ begins alike for seeds that are close.
  const random = mersenne(seed);
  const between = (low: number, high: number) => low + (high - low) * uniformFloat64(random);

  const scaled = scaleDrawing(original, between(...BOUNDS.scale));
  const turned = rotateDrawing(scaled, between(...BOUNDS.degrees));
  const varied = scalePen(turned, between(...BOUNDS.pen));
  // Anywhere on the paper, the whole ink inside where there is room for it.
  const box = centreLineBounds(varied.strokes)!;
  const reach = Math.max(...varied.strokes.map((stroke) => stroke.width)) / 2;
  const shift = (low: number, high: number, paper: number) => {
    const least = reach - low;
    const most = paper - reach - high;
    return least < most ? between(least, most) : (least + most) / 2;
  };
  return shiftDrawing(
    varied,
    shift(box.left, box.right, varied.paper.width),
    shift(box.top, box.bottom, varied.paper.height),
  );
}

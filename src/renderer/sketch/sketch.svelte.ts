import type { Bridge } from '../../contract/client';
import type { Reading } from '../../contract/requests/sketch';
import { emptyField } from '../../core/digit/centre';
import { drawingToPixels } from '../../core/digit/drawing-to-pixels';
import type { Point, Stroke } from '../../core/digit/strokes';
import type { Pixels28 } from '../../core/network/types';
import { Latest } from '../latest';
import { StrokeHistory } from './stroke-history';

/** The paper's side, in paper units; the canvas may be any size on the screen. */
export const PAPER = 420;
/** The pen's width, in paper units. */
export const PEN = { least: 12, usual: 26, most: 44 } as const;

/** The drawing, what the network sees of it, and what it reads. */
export class SketchState {
  readonly #bridge: Bridge;
  readonly #reader: Latest<{ model: string; pixels: Pixels28 }>;
  readonly #history = new StrokeHistory();
  #open: { width: number; points: Point[] } | null = null;
  #model: string | null = null;

  /** Width of the strokes to come. */
  pen = $state<number>(PEN.usual);

  /** The finished strokes; a new array for each change that is not the open stroke growing. */
  strokes = $state.raw<readonly Stroke[]>([]);
  pixels = $state.raw<Pixels28>(emptyField());
  empty = $state(true);
  canUndo = $state(false);
  canRedo = $state(false);
  /** Null while there is nothing to read. */
  reading = $state.raw<Reading | null>(null);
  /** Whether `reading` is of what is on the paper now, with the pen lifted. */
  settled = $state(false);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.#reader = new Latest((input) => this.#read(input));
  }

  /** Reads with this network from now on. */
  readWith(model: string | null): void {
    this.#model = model;
    this.#ask();
  }

  begin(point: Point): void {
    this.#open = { width: this.pen, points: [point] };
    this.#look();
  }

  extend(points: readonly Point[]): void {
    if (this.#open === null) return;
    this.#open.points.push(...points);
    this.#look();
  }

  end(): void {
    if (this.#open === null) return;
    const stroke = this.#open;
    this.#open = null;
    this.#history.change([...this.#history.strokes, stroke]);
    this.#settle();
  }

  undo(): void {
    if (this.#open !== null) return;
    this.#history.undo();
    this.#settle();
  }

  redo(): void {
    if (this.#open !== null) return;
    this.#history.redo();
    this.#settle();
  }

  /** Also takes away the stroke under the pen. Can be undone. */
  clear(): void {
    this.#open = null;
    if (this.#history.strokes.length > 0) this.#history.change([]);
    this.#settle();
  }

  #settle(): void {
    this.strokes = this.#history.strokes;
    this.canUndo = this.#history.canUndo;
    this.canRedo = this.#history.canRedo;
    this.#look();
  }

  #look(): void {
    const finished = this.#history.strokes;
    const strokes = this.#open === null ? finished : [...finished, this.#open];
    this.pixels = drawingToPixels({ paper: { width: PAPER, height: PAPER }, strokes });
    this.empty = strokes.length === 0;
    this.#ask();
  }

  #ask(): void {
    this.settled = false;
    if (this.empty || this.#model === null) this.reading = null;
    else this.#reader.offer({ model: this.#model, pixels: this.pixels });
  }

  async #read(input: { model: string; pixels: Pixels28 }): Promise<void> {
    try {
      const reading = await this.#bridge.invoke('sketch.read', input);
      // The paper may have been cleared while it was read.
      this.reading = this.empty ? null : reading;
      this.settled = this.#open === null && input.pixels === this.pixels;
      this.error = null;
    } catch (error) {
      this.reading = null;
      this.error = error;
    }
  }
}

import type { Bridge } from '../../contract/client';
import { emptyField } from '../../core/digit/centre';
import { drawingToPixels } from '../../core/digit/drawing-to-pixels';
import type { Point, Stroke } from '../../core/digit/strokes';
import { NetworkReader } from '../../core/network/reader';
import type { Pixels28 } from '../../core/network/types';
import { Latest } from '../latest';
import { History } from './history';
import { drawingOf, EMPTY_PAPER, PEN, type Paper, type Photo } from './paper';

/** What a network makes of what is on the paper. */
export interface SketchReading {
  /** [K], sum 1. */
  readonly probabilities: Float32Array;
  /** What ONNX Runtime took for it; null for a reading made in the window while the pen moves. */
  readonly microseconds: number | null;
}

/** Larger networks would keep the window from painting in time; ONNX Runtime reads for them while the pen moves, too. */
const MOST_LIVE_WEIGHTS = 4_000_000;

/**
 * The drawing, what the network sees of it, and what it reads. While the pen moves the window reads by itself, so that the
 * bars are there with the next frame; once it rests, ONNX Runtime's answer takes its place (the two agree to 1e-5).
 */
export class SketchState {
  readonly #bridge: Bridge;
  readonly #asking: Latest<{ model: string; pixels: Pixels28 }>;
  readonly #history = new History<Paper>(EMPTY_PAPER);
  #open: { width: number; points: Point[] } | null = null;
  #model: string | null = null;

  /** Width of the strokes to come. */
  pen = $state<number>(PEN.usual);
  /** Whether a stroke is open. */
  penDown = $state(false);

  /** Without the open stroke; a new one for each change. */
  paper = $state.raw<Paper>(EMPTY_PAPER);
  readonly strokes = $derived(this.paper.strokes);
  pixels = $state.raw<Pixels28>(emptyField());
  empty = $state(true);
  canUndo = $state(false);
  canRedo = $state(false);
  /** The network in use, to be computed with here; null until it has come. */
  reader = $state.raw<NetworkReader | null>(null);
  /** Null while there is nothing to read. */
  reading = $state.raw<SketchReading | null>(null);
  /** The last reading of a finished drawing; stays while the pen adds to it, so that what explains it does not hold up the bars. */
  finished = $state.raw<SketchReading | null>(null);
  /** Whether `reading` is ONNX Runtime's, of what is on the paper now, with the pen lifted. */
  settled = $state(false);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
    this.#asking = new Latest((input) => this.#read(input));
  }

  /** The network whose reading is shown. */
  get model(): string | null {
    return this.#model;
  }

  /** Reads with this network from now on. */
  readWith(model: string | null): void {
    if (model === this.#model) return;
    this.#model = model;
    this.reader = null;
    this.finished = null;
    if (model !== null) void this.#fetch(model);
    this.#ask();
  }

  begin(point: Point): void {
    this.#open = { width: this.pen, points: [point] };
    this.penDown = true;
    this.#look();
  }

  extend(points: readonly Point[]): void {
    if (this.#open === null) return;
    this.#open.points.push(...points);
    this.#look();
  }

  end(): void {
    if (this.#open === null) return;
    const strokes = this.#strokesNow();
    this.#lift();
    this.#change({ strokes, photo: null });
  }

  /** Lays a photo on the paper in place of what is there. Can be undone. */
  show(photo: Photo): void {
    this.#lift();
    this.#change({ strokes: [], photo });
  }

  /** Other strokes in place of what is there. Can be undone. */
  redraw(strokes: readonly Stroke[]): void {
    this.#lift();
    this.#change({ strokes, photo: null });
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
    this.#lift();
    if (this.empty) this.#settle();
    else this.#change(EMPTY_PAPER);
  }

  #lift(): void {
    this.#open = null;
    this.penDown = false;
  }

  #change(paper: Paper): void {
    const { strokes, photo } = this.#history.current;
    const wasEmpty = strokes.length === 0 && photo === null;
    if (!wasEmpty || paper !== EMPTY_PAPER) this.#history.change(paper);
    this.#settle();
  }

  #settle(): void {
    this.paper = this.#history.current;
    this.canUndo = this.#history.canUndo;
    this.canRedo = this.#history.canRedo;
    this.#look();
  }

  /** Whoever draws on a photo begins a new drawing. */
  #strokesNow(): readonly Stroke[] {
    const { strokes } = this.#history.current;
    return this.#open === null ? strokes : [...strokes, this.#open];
  }

  #look(): void {
    const strokes = this.#strokesNow();
    const photo = strokes.length === 0 ? this.#history.current.photo : null;
    this.pixels = photo?.pixels ?? drawingToPixels(drawingOf(strokes));
    this.empty = strokes.length === 0 && photo === null;
    this.#ask();
  }

  #ask(): void {
    this.settled = false;
    if (this.empty || this.#model === null) {
      this.reading = null;
      this.finished = null;
      return;
    }
    const { reader, pixels } = this;
    if (reader !== null) {
      this.reading = { probabilities: reader.read(pixels).probabilities, microseconds: null };
    }
    if (reader === null || this.#open === null) this.#asking.offer({ model: this.#model, pixels });
  }

  async #read(input: { model: string; pixels: Pixels28 }): Promise<void> {
    try {
      const reading = await this.#bridge.invoke('sketch.read', input);
      const current = input.pixels === this.pixels && input.model === this.#model;
      // The window has read what came since; the paper may have been cleared.
      if (!current && (this.reader !== null || this.empty)) return;
      this.reading = reading;
      this.settled = current && this.#open === null;
      if (this.settled) this.finished = reading;
      this.error = null;
    } catch (error) {
      this.reading = null;
      this.finished = null;
      this.error = error;
    }
  }

  async #fetch(model: string): Promise<void> {
    try {
      const network = await this.#bridge.invoke('models.network', model);
      const weights = network.layers.reduce((sum, { weights }) => sum + weights.length, 0);
      if (model !== this.#model || weights > MOST_LIVE_WEIGHTS) return;
      this.reader = new NetworkReader(network);
      // The first call of a function runs slowly; the first stroke shall not be it.
      this.reader.read(emptyField());
    } catch (error) {
      if (model === this.#model) this.error = error;
    }
  }
}

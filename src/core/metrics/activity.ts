import type { ActivationName } from '../network/activations';
import type { HiddenLayerSpec } from '../network/types';

// N images, H units of a hidden layer.

/** What a hidden layer's outputs are like on a sample of images. */
export interface LayerActivity extends HiddenLayerSpec {
  /** N · H, the outputs that were counted: those of `counts`, `zeros` and `notFinite` together. */
  readonly outputs: number;
  /** Outputs in equal steps from `low` to `high`; the last step has its upper end. */
  readonly counts: Uint32Array;
  readonly low: number;
  readonly high: number;
  /** Outputs of a ReLU that are 0. They have no step: they would be far higher than all others. */
  readonly zeros: number;
  /** NaN or infinite, as in a training that has diverged. */
  readonly notFinite: number;
  /** Outputs below 0. */
  readonly negative: number;
  /** Units of a ReLU that are 0 on every image: no gradient reaches their weights, as far as these images go. */
  readonly dead: number;
  /** Outputs where the slope of a sigmoid or tanh is below `FLAT` of its largest, and units all of whose outputs are such. */
  readonly saturated: number;
  readonly stuck: number;
}

const STEPS = 32;
/** The share of an S-shaped activation's largest slope below which it counts as saturated. */
export const FLAT = 0.05;

/** The slope of those activations that saturate on both sides, as a share of the largest, from an output y. */
const slopes: Partial<Record<ActivationName, (y: number) => number>> = {
  sigmoid: (y) => 4 * y * (1 - y),
  tanh: (y) => 1 - y * y,
};

/** @param outputs [N, H] after the activation, as `hiddenOutputs` gives them */
export function layerActivity(layer: HiddenLayerSpec, outputs: Float32Array): LayerActivity {
  const { units, activation } = layer;
  const slope = slopes[activation];
  const isZero = (y: number) => activation === 'relu' && y === 0;
  const isFlat = (y: number) => slope !== undefined && slope(y) < FLAT;

  const { low, high } = rangeOf(activation, outputs);
  const stepOf = (y: number) => Math.floor((STEPS * (y - low)) / (high - low));
  const counts = new Uint32Array(STEPS);
  /** Of each unit, [H]. */
  const zerosOf = new Uint32Array(units);
  const flatOf = new Uint32Array(units);
  let notFinite = 0;
  let negative = 0;
  for (const [i, y] of outputs.entries()) {
    if (!Number.isFinite(y)) {
      notFinite++;
      continue;
    }
    if (y < 0) negative++;
    if (isFlat(y)) flatOf[i % units]!++;
    if (isZero(y)) zerosOf[i % units]!++;
    else counts[Math.min(STEPS - 1, Math.max(0, stepOf(y)))]!++;
  }
  const images = outputs.length / units;
  const sum = (ofUnits: Uint32Array) => ofUnits.reduce((total, n) => total + n, 0);
  const always = (ofUnits: Uint32Array) => ofUnits.filter((n) => n === images).length;
  return {
    units,
    activation,
    outputs: outputs.length,
    counts,
    low,
    high,
    zeros: sum(zerosOf),
    notFinite,
    negative,
    dead: always(zerosOf),
    saturated: sum(flatOf),
    stuck: always(flatOf),
  };
}

/** Where a histogram begins and ends: the activation's own range where it has one, else round numbers around all outputs. */
function rangeOf(
  activation: ActivationName,
  outputs: Float32Array,
): { readonly low: number; readonly high: number } {
  if (activation === 'sigmoid') return { low: 0, high: 1 };
  if (activation === 'tanh') return { low: -1, high: 1 };
  let least = 0;
  let most = 0;
  for (const y of outputs) {
    if (!Number.isFinite(y)) continue;
    least = Math.min(least, y);
    most = Math.max(most, y);
  }
  const high = roundUp(most);
  const low = 0 - roundUp(-least);
  // Where every output is 0 there is no range.
  return low === high ? { low: 0, high: 1 } : { low, high };
}

/** Few, so that from epoch to epoch the scale mostly stays what it is. */
const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The next larger round number. */
function roundUp(value: number): number {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * (ROUND.find((round) => round * power >= value) ?? 10);
}

import type { Reading } from './readings';
import {
  bestOf,
  epochSeconds,
  peakBytes,
  productSeconds,
  startSeconds,
  type Results,
} from './results';
import { median } from './statistics';

/** What this project wants to be, as a figure. */
export interface Goal {
  /** Names the file in bench/profiles that says why it is missed. */
  readonly id: string;
  readonly what: string;
  /** Undefined: not measured, because something is missing. */
  readonly measured: number | undefined;
  readonly limit: number;
  readonly atLeast?: true;
  readonly unit: '×' | 's' | 'ms' | 'µs' | 'MB' | '%' | 'tiles';
}

export function isMet({ measured, limit, atLeast }: Goal): boolean | undefined {
  if (measured === undefined) return undefined;
  return atLeast ? measured >= limit : measured <= limit;
}

export function goalsOf(results: Results): Goal[] {
  return [...training(results), ...reading(results), ...window(results)];
}

function training({ article, starts, large, products }: Results): Goal[] {
  const ours = bestOf(article, 'inkling', epochSeconds);
  const epoch = ours && epochSeconds(ours);
  const against = (group: 'jax' | 'torch' | 'article') => {
    const peer = bestOf(article, group, epochSeconds);
    return ratio(epoch, peer && epochSeconds(peer));
  };
  const ourStart = bestOf(starts, 'inkling', startSeconds);
  const jaxStart = bestOf(starts, 'jax', startSeconds);
  const start = ourStart && startSeconds(ourStart);
  const memory = ours && peakBytes(ours);
  const [oneThread, , distorted] = large;
  const limit = productSeconds(products.large)[0];
  const productsAlone = limit && limit.seconds * products.large.stepsPerEpoch;
  const share = ratio(productsAlone, oneThread && epochSeconds(oneThread));
  return [
    {
      id: 'epoch',
      what: "An epoch of the article's recipe",
      measured: epoch,
      limit: 0.35,
      unit: 's',
    },
    { id: 'epoch-jax', what: 'Epoch against JAX', measured: against('jax'), limit: 0.9, unit: '×' },
    {
      id: 'epoch-torch',
      what: 'Epoch against PyTorch with the data in memory, its best setting',
      measured: against('torch'),
      limit: 0.45,
      unit: '×',
    },
    {
      id: 'epoch-article',
      what: "Epoch against the article's program",
      measured: against('article'),
      limit: 0.07,
      unit: '×',
    },
    {
      id: 'start',
      what: 'From process start to the end of the first epoch',
      measured: start,
      limit: 2,
      unit: 's',
    },
    {
      id: 'start-jax',
      what: 'From process start to the end of the first epoch, against JAX',
      measured: ratio(start, jaxStart && startSeconds(jaxStart)),
      limit: 0.4,
      unit: '×',
    },
    {
      id: 'products',
      what: "784-1000-500-10, batch 128: share of the machine's matrix-product rate",
      measured: share === undefined ? undefined : share * 100,
      limit: 65,
      atLeast: true,
      unit: '%',
    },
    {
      id: 'distortions',
      what: '784-1000-500-10, batch 128: an epoch with distortions against one without',
      measured: ratio(distorted && epochSeconds(distorted), oneThread && epochSeconds(oneThread)),
      limit: 1.3,
      unit: '×',
    },
    {
      id: 'memory',
      what: "The worker's peak resident memory, the article's recipe",
      measured: memory === null || memory === undefined ? undefined : memory / 1e6,
      limit: 900,
      unit: 'MB',
    },
  ];
}

function reading({ readings }: Results): Goal[] {
  const one = median(readings.map(({ inkling }) => inkling.median * 1e-6));
  const many = median(readings.map(({ inkling }) => inkling.tenThousand * 1e-3));
  const best = (peer: 'jax' | 'torch', time: (reading: Reading) => number) => {
    const settings = readings[0]?.[peer].map(({ setting }) => setting) ?? [];
    if (settings.length === 0) return undefined;
    return Math.min(
      ...settings.map((_, i) => median(readings.map((round) => time(round[peer][i]!)))),
    );
  };
  const goal = (id: string, what: string, measured: number | undefined): Goal => ({
    id,
    what,
    measured,
    limit: 1,
    unit: '×',
  });
  return [
    {
      id: 'one-digit',
      what: 'One digit through ONNX Runtime, median',
      measured: one * 1e6,
      limit: 50,
      unit: 'µs',
    },
    goal(
      'one-torch',
      'One digit against PyTorch',
      ratio(
        one,
        best('torch', (r) => r.one),
      ),
    ),
    goal(
      'one-jax',
      'One digit against JAX',
      ratio(
        one,
        best('jax', (r) => r.one),
      ),
    ),
    goal(
      'many-torch',
      '10,000 digits against PyTorch',
      ratio(
        many,
        best('torch', (r) => r.tenThousand),
      ),
    ),
    goal(
      'many-jax',
      '10,000 digits against JAX',
      ratio(
        many,
        best('jax', (r) => r.tenThousand),
      ),
    ),
  ];
}

function window({ app }: Results): Goal[] {
  const figures = 'missing' in app ? undefined : app;
  return [
    {
      id: 'window',
      what: 'Window shown after the process starts, the first start',
      measured: figures && median(figures.windowShown.first) / 1000,
      limit: 1.2,
      unit: 's',
    },
    {
      id: 'views',
      what: 'Click to painted view, the slowest view, 99th percentile',
      measured: figures && Math.max(...figures.views.map(({ times }) => times.p99)),
      limit: 100,
      unit: 'ms',
    },
    {
      id: 'bars',
      what: 'Pointer event to painted bars, median',
      measured: figures?.bars.idle.p50,
      limit: 16,
      unit: 'ms',
    },
    {
      id: 'bars-training',
      what: 'Pointer event to painted bars while a training runs, 99th percentile',
      measured: figures?.bars.training.p99,
      limit: 16,
      unit: 'ms',
    },
    {
      id: 'run-table',
      what: 'Click to painted table of 1,000 runs, the first time',
      measured: figures?.runTable.first,
      limit: 150,
      unit: 'ms',
    },
    {
      id: 'tiles',
      what: 'Scroll of 20,000 pixels: tiles not painted',
      measured: figures?.scroll.unpainted,
      limit: 0,
      unit: 'tiles',
    },
    {
      id: 'frames',
      what: 'Scroll of 20,000 pixels: gap between frames, 99th percentile',
      measured: figures?.scroll.gaps.p99,
      limit: 32,
      unit: 'ms',
    },
  ];
}

function ratio(ours: number | undefined, theirs: number | undefined): number | undefined {
  return ours === undefined || theirs === undefined ? undefined : ours / theirs;
}

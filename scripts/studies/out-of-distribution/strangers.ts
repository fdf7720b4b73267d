import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';
import { drawingToPixels } from '../../../src/core/digit/drawing-to-pixels';
import type { Stroke } from '../../../src/core/digit/strokes';
import type { Pixels28 } from '../../../src/core/network/types';

// Drawings that are not digits, as a hand might leave them: letters and signs by their strokes on a grid of 10 × 14, each time
// turned, leaned, stretched and unsteady; and scribbles that a generator makes. EMNIST's letters come in no package.

type Place = readonly [x: number, y: number];

/** Strokes parted by ';', places by ' '. O, I and l are left out: by themselves they are digits. */
const letters: Readonly<Record<string, string>> = {
  A: '0,14 5,0 10,14;2,9 8,9',
  B: '0,14 0,0 6,0 9,2 9,5 6,7 0,7;6,7 10,9 10,12 6,14 0,14',
  C: '10,2 7,0 3,0 0,4 0,10 3,14 7,14 10,12',
  D: '0,0 0,14 5,14 10,10 10,4 5,0 0,0',
  E: '9,0 0,0 0,14 9,14;0,7 7,7',
  F: '9,0 0,0 0,14;0,7 7,7',
  G: '10,2 7,0 3,0 0,4 0,10 3,14 7,14 10,11 10,8 6,8',
  H: '0,0 0,14;10,0 10,14;0,7 10,7',
  J: '3,0 10,0;7,0 7,11 5,14 2,14 0,11',
  K: '0,0 0,14;9,0 0,8;3,6 10,14',
  L: '0,0 0,14 9,14',
  M: '0,14 0,0 5,8 10,0 10,14',
  N: '0,14 0,0 10,14 10,0',
  P: '0,14 0,0 6,0 10,2 10,5 6,7 0,7',
  Q: '5,0 1,3 0,7 1,11 5,14 9,11 10,7 9,3 5,0;6,10 11,15',
  R: '0,14 0,0 6,0 10,2 10,5 6,7 0,7;5,7 10,14',
  S: '10,2 7,0 3,0 0,3 2,6 8,8 10,11 7,14 3,14 0,12',
  T: '0,0 10,0;5,0 5,14',
  U: '0,0 0,10 3,14 7,14 10,10 10,0',
  V: '0,0 5,14 10,0',
  W: '0,0 2,14 5,5 8,14 10,0',
  X: '0,0 10,14;10,0 0,14',
  Y: '0,0 5,7 10,0;5,7 5,14',
  Z: '0,0 10,0 0,14 10,14',
  a: '9,6 5,4 1,6 0,10 3,14 7,12 9,7;9,5 9,12 11,14',
  e: '1,9 9,9 8,5 5,4 1,6 0,10 3,14 8,13',
  h: '0,0 0,14;0,8 4,5 8,6 9,9 9,14',
  k: '0,0 0,14;7,5 0,10;2,9 8,14',
  m: '0,5 0,14;0,7 3,5 5,7 5,14;5,7 8,5 10,7 10,14',
  n: '0,5 0,14;0,8 4,5 8,6 9,9 9,14',
  r: '0,5 0,14;0,9 3,5 8,5',
  t: '4,0 4,11 6,14 9,13;0,5 8,5',
  w: '0,5 2,14 5,7 8,14 10,5',
};

const signs: Readonly<Record<string, string>> = {
  square: '0,2 10,2 10,12 0,12 0,2',
  triangle: '5,1 10,12 0,12 5,1',
  star: '5,0 8,13 0,5 10,5 2,13 5,0',
  plus: '5,2 5,12;0,7 10,7',
  tick: '0,8 4,13 11,1',
  arrow: '0,7 11,7;7,3 11,7 7,11',
  question: '0,3 3,0 7,0 10,3 8,6 5,8 5,11;5,13 5,14',
  hash: '3,0 2,14;8,0 7,14;0,5 11,5;0,9 11,9',
  at: '8,5 5,4 3,7 4,10 7,9 8,5 9,10 11,7 9,2 5,0 1,3 0,8 3,13 8,14',
  heart: '5,13 0,6 1,2 4,2 5,5 6,2 9,2 10,6 5,13',
  house: '0,14 0,6 5,0 10,6 10,14 0,14;4,14 4,9 7,9 7,14',
  percent: '10,0 0,14;1,1 3,1 3,4 1,4 1,1;7,10 9,10 9,13 7,13 7,10',
};

type Kind = 'letters' | 'signs' | 'scribbles';

export interface Stranger {
  readonly kind: Kind;
  /** The letter, the sign, or what sort of scribble. */
  readonly name: string;
  readonly pixels: Pixels28;
}

/** Made by hand and by seed: always the same. `each`: how many of every letter and sign. */
export function strangers(each: number): Stranger[] {
  const made: Stranger[] = [];
  const add = (kind: Kind, name: string, seed: number, lines: readonly Place[][]): void => {
    made.push({ kind, name, pixels: drawn(lines, seed) });
  };
  let seed = 1;
  for (const [kind, table] of [
    ['letters', letters],
    ['signs', signs],
  ] as const) {
    for (const [name, text] of Object.entries(table)) {
      for (let i = 0; i < each; i++) add(kind, name, seed++, linesOf(text));
    }
  }
  for (let i = 0; i < 16 * each; i++) {
    const name = (['zigzag', 'walk', 'spiral', 'tangle'] as const)[i % 4]!;
    add('scribbles', name, seed, scribble(name, seed++));
  }
  return made;
}

function linesOf(text: string): Place[][] {
  return text.split(';').map((line) =>
    line.split(' ').map((place): Place => {
      const [x, y] = place.split(',').map(Number);
      return [x!, y!];
    }),
  );
}

function between(random: ReturnType<typeof mersenne>, low: number, high: number): number {
  return low + (high - low) * uniformFloat64(random);
}

function scribble(name: 'zigzag' | 'walk' | 'spiral' | 'tangle', seed: number): Place[][] {
  const random = mersenne(100_000 + seed);
  const range = (low: number, high: number) => between(random, low, high);
  switch (name) {
    case 'zigzag': {
      const turns = Math.round(range(4, 9));
      return [
        Array.from({ length: turns }, (_, i): Place => [
          i % 2 === 0 ? range(0, 2) : range(8, 10),
          (14 * i) / turns + range(-0.5, 0.5),
        ]),
      ];
    }
    case 'walk': {
      const line: Place[] = [[5, 7]];
      let angle = range(0, 6.28);
      for (let i = 0; i < 30; i++) {
        angle += range(-1.2, 1.2);
        const [x, y] = line.at(-1)!;
        const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));
        line.push([clamp(x + 1.6 * Math.cos(angle), 12), clamp(y + 1.6 * Math.sin(angle), 14)]);
      }
      return [line];
    }
    case 'spiral': {
      const rounds = range(2.5, 4);
      const way = range(0, 1) < 0.5 ? -1 : 1;
      return [
        Array.from({ length: 60 }, (_, i): Place => {
          const angle = (way * (i * rounds * 6.28)) / 60;
          return [5 + (i / 9) * Math.cos(angle), 7 + (i / 9) * Math.sin(angle)];
        }),
      ];
    }
    case 'tangle':
      return Array.from({ length: Math.round(range(3, 6)) }, () => [
        [range(0, 10), range(0, 14)],
        [range(0, 10), range(0, 14)],
      ]);
  }
}

/** As one hand would put it down once. */
function drawn(lines: readonly Place[][], seed: number): Pixels28 {
  const random = mersenne(seed);
  const range = (low: number, high: number) => between(random, low, high);
  const turn = (range(-12, 12) * Math.PI) / 180;
  const lean = range(-0.25, 0.25);
  const stretch = range(0.75, 1.25);
  const width = range(18, 36);
  const strokes = lines.map((line): Stroke => {
    const unsteady = line.map(([x, y]): Place => [x + range(-0.5, 0.5), y + range(-0.5, 0.5)]);
    return {
      width,
      points: smooth(smooth(unsteady)).map(([x, y]) => {
        const px = 18 * stretch * (x - 5 + lean * (7 - y));
        const py = 18 * (y - 7);
        return {
          x: 210 + px * Math.cos(turn) - py * Math.sin(turn),
          y: 210 + px * Math.sin(turn) + py * Math.cos(turn),
        };
      }),
    };
  });
  return drawingToPixels({ paper: { width: 420, height: 420 }, strokes });
}

/** Chaikin 1974: corners are cut; ends stay. */
function smooth(line: readonly Place[]): Place[] {
  const cut: Place[] = [line[0]!];
  for (let i = 1; i < line.length; i++) {
    const [ax, ay] = line[i - 1]!;
    const [bx, by] = line[i]!;
    cut.push(
      [0.8 * ax + 0.2 * bx, 0.8 * ay + 0.2 * by],
      [0.2 * ax + 0.8 * bx, 0.2 * ay + 0.8 * by],
    );
  }
  cut.push(line.at(-1)!);
  return cut;
}

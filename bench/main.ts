import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { AppFigures } from './app/figures';
import { documentOf, windowText } from './document';
import { coreForAll, load, machine } from './machine';
import type { Place } from './place';
import { productsOfStep, timeProducts, type ProductTimes } from './products';
import { runProgram } from './program';
import { timeReadings, type Readings } from './readings';
import type { Measured, Results } from './results';
import { inkling, runTraining, trainers, type Trainer, type Training } from './trainings';

export const usage = `usage: npm run bench [-- OPTIONS]
  --quick       few rounds and epochs, to try it: figures are not worth keeping, and the document is only printed
  --rounds N    how often everybody takes a turn (5; quick 2)
  --epochs N    of each training (10; quick 2)
  --no-app      without the window
  --only-app    the window alone: npm run bench:app`;

export interface Options {
  readonly quick: boolean;
  readonly rounds: number;
  readonly epochs: number;
  readonly app: boolean;
  readonly onlyApp: boolean;
}

/** @throws Error that says what is wrong with the arguments */
export function optionsOf(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      epochs: { type: 'string' },
      app: { type: 'boolean', default: true },
      'only-app': { type: 'boolean', default: false },
    },
  });
  const { quick } = values;
  const count = (name: 'rounds' | 'epochs', usual: number): number => {
    const given = values[name] ?? String(usual);
    if (!/^[1-9]\d*$/.test(given))
      throw new Error(`--${name} must be a whole number above 0, got ${given}`);
    return Number(given);
  };
  return {
    quick,
    rounds: count('rounds', quick ? 2 : 5),
    epochs: count('epochs', quick ? 2 : 10),
    app: values.app,
    onlyApp: values['only-app'],
  };
}

/** Measures everything and writes or prints the document. */
export async function bench(
  place: Place,
  options: Options,
  print: (line: string) => void,
): Promise<void> {
  if (options.onlyApp) {
    const app = await timeApp(place, options, print);
    print('missing' in app ? app.missing : windowText(app));
    return;
  }
  const before = load();
  const core = coreForAll();
  const { rounds, epochs } = options;
  const everybody = trainers(place);
  const article = new Round(everybody);
  const starts = new Round(everybody.filter(({ group }) => group === 'inkling' || group === 'jax'));
  const recipe = ['--recipe', join(place.checkout, 'bench/recipes/1000-500.json')];
  const large = new Round([
    inkling(place, 'one thread', [...recipe, '--threads', '1']),
    inkling(place, 'two threads', [...recipe, '--threads', '2']),
  ]);
  const products = {
    article: productsFor('784-128-10, batch 64', [784, 128, 10], 64),
    large: productsFor('784-1000-500-10, batch 128', [784, 1000, 500, 10], 128),
  };
  const readings: Readings[] = [];

  for (let round = 0; round < rounds; round++) {
    print(`round ${round + 1} of ${rounds}`);
    const seed = round + 1;
    await starts.take(round, print, () => ({ epochs: 1, seed, core: null }));
    await article.take(round, print, () => ({ epochs, seed, core }));
    await large.take(round, print, ({ setting }) => ({
      epochs: Math.min(epochs, 3),
      seed,
      core: setting === 'one thread' ? core : null,
    }));
    for (const one of Object.values(products)) {
      print(`  matrix products of ${one.network}`);
      one.rounds.push(
        await timeProducts(place, one.products, { times: options.quick ? 100 : 400, core }),
      );
    }
    print('  reading digits');
    readings.push(await timeReadings(place, core));
  }
  const app = options.app
    ? await timeApp(place, options, print)
    : { missing: 'left out by --no-app.' };

  const results: Results = {
    date: new Date(),
    command: ['npm run bench', ...commandOptions()].join(' '),
    commit: spawnSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: place.checkout,
      encoding: 'utf8',
    }).stdout.trim(),
    machine: machine(),
    load: { before, after: load() },
    core,
    rounds,
    epochs,
    peers: place.peers,
    article: article.measured(),
    starts: starts.measured(),
    large: large.measured(),
    products,
    readings,
    app,
  };
  const text = documentOf(results, join(place.checkout, 'bench/profiles'));
  print(text);
  if (options.quick) return;
  const file = join(place.checkout, 'docs/benchmarks.md');
  writeFileSync(file, text);
  print(`Written to ${file}.`);
}

function commandOptions(): string[] {
  const given = process.argv.slice(2);
  return given.length === 0 ? [] : ['--', ...given];
}

/** Trainers that take turns. */
class Round {
  readonly #trainers: readonly Trainer[];
  readonly #trainings = new Map<Trainer, Training[]>();

  constructor(trainers: readonly Trainer[]) {
    this.#trainers = trainers;
  }

  /** Everybody once; who begins changes from round to round. */
  async take(
    round: number,
    print: (line: string) => void,
    options: (trainer: Trainer) => { epochs: number; seed: number; core: number | null },
  ): Promise<void> {
    for (let i = 0; i < this.#trainers.length; i++) {
      const trainer = this.#trainers[(i + round) % this.#trainers.length]!;
      const training = await runTraining(trainer, options(trainer));
      this.#trainings.set(trainer, [...(this.#trainings.get(trainer) ?? []), training]);
      const seconds = training.epochSeconds.map((s) => s.toFixed(3)).join(' ');
      print(
        `  ${trainer.name}, ${trainer.setting}: ${seconds} s, first after ${training.startToFirstEpoch.toFixed(2)} s`,
      );
    }
  }

  measured(): Measured[] {
    return this.#trainers.map((trainer) => ({
      trainer,
      trainings: this.#trainings.get(trainer) ?? [],
    }));
  }
}

function productsFor(network: string, widths: readonly number[], batch: number) {
  return {
    network,
    stepsPerEpoch: Math.ceil(60_000 / batch),
    products: productsOfStep(widths, batch),
    rounds: [] as ProductTimes[][],
  };
}

/** In a process of its own, under a virtual display where there is none. */
async function timeApp(
  place: Place,
  { quick }: Options,
  print: (line: string) => void,
): Promise<AppFigures | { missing: string }> {
  print('  the window');
  const virtual =
    process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  if (virtual && spawnSync('xvfb-run', ['--help']).error !== undefined) {
    return { missing: 'there is no display, and no xvfb-run to make one.' };
  }
  const program = [
    join(place.checkout, 'bench/measure.mjs'),
    'bench/app/measure-app.ts',
    JSON.stringify({ quick }),
  ];
  const display = ['--auto-servernum', '--server-args=-screen 0 1600x1200x24', process.execPath];
  const { events } = await runProgram({
    command: virtual ? 'xvfb-run' : process.execPath,
    args: [...(virtual ? display : []), ...program],
    core: null,
  });
  return events[0] as unknown as AppFigures;
}

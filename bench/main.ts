import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { documentOf, windowText } from './document';
import { coreForAll, load, machine } from './machine';
import type { Place } from './place';
import { productsOfStep, timeProducts, type ProductTimes } from './products';
import { timeReadings, type Readings } from './readings';
import type { Results } from './results';
import { Rounds } from './rounds';
import { timeWindow, watchWindow } from './window';
import { windowMemoryDocument } from './window-memory';
import { inkling, trainers } from './trainings';

export const usage = `usage: npm run bench [-- OPTIONS]
  --quick       few rounds and epochs, to try it: figures are not worth keeping, and the document is only printed
  --rounds N    how often everybody takes a turn (5; quick 2)
  --epochs N    of each training (10; quick 2)
  --no-app      without the window
  --no-pin      one thread each still, but on whichever core the system likes
  --only-app    the window alone: npm run bench:app
  --hour        the window's memory over an hour of use, nothing else; writes docs/window-memory.md`;

/** The larger network's training that the machine's matrix products are held against. */
const ONE_THREAD = 'one thread';

export interface Options {
  readonly quick: boolean;
  readonly rounds: number;
  readonly epochs: number;
  readonly app: boolean;
  readonly pin: boolean;
  readonly onlyApp: boolean;
  /** Minutes of use after which the window's memory is told, or none of that. */
  readonly useMinutes: number | null;
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
      pin: { type: 'boolean', default: true },
      'only-app': { type: 'boolean', default: false },
      hour: { type: 'boolean', default: false },
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
    pin: values.pin,
    onlyApp: values['only-app'] || values.hour,
    useMinutes: values.hour ? (quick ? 3 : 60) : null,
  };
}

/** Measures everything and writes or prints the document. */
export async function bench(
  place: Place,
  options: Options,
  print: (line: string) => void,
): Promise<void> {
  if (options.useMinutes !== null) {
    await useWindow(place, options.useMinutes, options.quick, print);
    return;
  }
  if (options.onlyApp) {
    const app = await timeWindow(place, options.quick);
    print('missing' in app ? app.missing : windowText(app));
    return;
  }
  const before = load();
  const core = options.pin ? coreForAll() : null;
  const { rounds, epochs } = options;
  const everybody = trainers(place);
  const article = new Rounds(everybody);
  const starts = new Rounds(
    everybody.filter(({ group }) => group === 'inkling' || group === 'jax'),
  );
  const recipe = (name: string) => ['--recipe', join(place.checkout, 'bench/recipes', name)];
  const large = new Rounds([
    inkling(place, ONE_THREAD, [...recipe('1000-500.json'), '--threads', '1']),
    inkling(place, 'two threads', [...recipe('1000-500.json'), '--threads', '2']),
    inkling(place, 'one thread, distortions made on another core', [
      ...recipe('1000-500-distorted.json'),
      '--threads',
      '1',
    ]),
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
      core: setting === ONE_THREAD ? core : null,
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
    ? await timeWindow(place, options.quick)
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
    failures: [...article.failures(), ...starts.failures()],
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

async function useWindow(
  place: Place,
  minutes: number,
  quick: boolean,
  print: (line: string) => void,
): Promise<void> {
  const seen = await watchWindow(place, minutes, (one) => {
    print(`${one.minutes.toFixed(1)} min: ${Math.round(one.resident / 1e6)} MB`);
  });
  if ('missing' in seen) {
    print(seen.missing);
    return;
  }
  const text = windowMemoryDocument('npm run bench:app -- --hour', seen);
  print(text);
  if (!quick) writeFileSync(join(place.checkout, 'docs/window-memory.md'), text);
}

function commandOptions(): string[] {
  const given = process.argv.slice(2);
  return given.length === 0 ? [] : ['--', ...given];
}

function productsFor(network: string, widths: readonly number[], batch: number) {
  return {
    network,
    stepsPerEpoch: Math.ceil(60_000 / batch),
    products: productsOfStep(widths, batch),
    rounds: [] as ProductTimes[][],
  };
}

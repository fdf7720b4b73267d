import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Finished, Program } from './program';
import { runProgram } from './program';
import type { Place } from './place';

/** Who trains: one row of the tables. */
export interface Trainer {
  readonly name: string;
  /** Which way of doing it; the peers' best counts. */
  readonly setting: string;
  /** Rows of one group are settings of the same peer. */
  readonly group: 'inkling' | 'jax' | 'torch' | 'article' | 'tfjs';
  readonly program: (epochs: number, seed: number) => Omit<Program, 'core'>;
}

/** What one training gave. */
export interface Training {
  readonly epochSeconds: readonly number[];
  /** From just before the process was made to the end of its first epoch. */
  readonly startToFirstEpoch: number;
  readonly peakBytes: number | null;
  readonly testAccuracy: number;
  readonly version: string;
}

/** This project's own command line, with a library of its own each time. */
export function inkling(place: Place, setting: string, options: readonly string[]): Trainer {
  return {
    name: 'Inkling',
    setting,
    group: 'inkling',
    program: (epochs, seed) => {
      const library = join(place.scratch, 'library');
      rmSync(library, { recursive: true, force: true });
      const run = ['train', '--json', '--epochs', String(epochs), '--seed', String(seed)];
      return {
        command: process.execPath,
        args: [join(place.checkout, 'out/main/cli.js'), ...run, ...options, '--library', library],
      };
    },
  };
}

/** Everybody who is installed and trains the article's recipe. */
export function trainers(place: Place): Trainer[] {
  const { scratch, mnist, peers } = place;
  const python = (
    group: 'jax' | 'torch' | 'article',
    name: string,
    setting: string,
    file: string,
    data: string,
    ...options: string[]
  ): Trainer[] => {
    const peer = peers[group === 'article' ? 'torch' : group];
    if (place.python === null || peer === undefined || 'missing' in peer) return [];
    const command = place.python;
    const env = {
      PYTHONPATH: peer.folder,
      TORCHINDUCTOR_CACHE_DIR: join(scratch, 'torchinductor'),
    };
    const program = (epochs: number, seed: number) => ({
      command,
      args: [join(place.peerPrograms, file), data, String(epochs), String(seed), ...options],
      env,
    });
    return [{ name, setting, group, program }];
  };
  const jax = (setting: string, words: string) =>
    python('jax', 'JAX', words, 'train_jax.py', mnist, setting);
  const torch = (setting: string, words: string) =>
    python('torch', 'PyTorch, data in memory', words, 'train_torch.py', mnist, setting);

  return [
    inkling(place, 'npm run -s inkling -- train', ['--threads', '1']),
    ...jax('gather', 'epoch as one scan, batches gathered inside'),
    ...jax('permute', 'epoch as one scan over the permuted images'),
    ...torch('eager', 'autograd, torch.optim.SGD'),
    ...torch('fused', 'autograd, SGD(fused=True)'),
    ...torch('compile', 'torch.compile, SGD(fused=True)'),
    ...torch('in-place', 'gradients by hand, in place'),
    ...python(
      'article',
      "The article's program",
      'torchvision, DataLoader',
      'train_article.py',
      torchvisionRoot(scratch, mnist),
    ),
    {
      name: 'tfjs-node',
      setting: 'model.fit',
      group: 'tfjs',
      program: (epochs, seed) => ({
        command: process.execPath,
        args: [join(place.peerPrograms, 'train-tfjs.mjs'), mnist, String(epochs), String(seed)],
      }),
    },
  ];
}

/** A folder as torchvision wants it, leading to our files. */
function torchvisionRoot(scratch: string, mnist: string): string {
  const root = join(scratch, 'torchvision');
  mkdirSync(join(root, 'MNIST'), { recursive: true });
  rmSync(join(root, 'MNIST/raw'), { force: true });
  symlinkSync(mnist, join(root, 'MNIST/raw'), 'junction');
  return root;
}

export async function runTraining(
  trainer: Trainer,
  options: { epochs: number; seed: number; core: number | null },
): Promise<Training> {
  const program = trainer.program(options.epochs, options.seed);
  return trainingOf(await runProgram({ ...program, core: options.core }));
}

/** Reads the lines every trainer prints: an `epoch` each, then `done`. */
function trainingOf({ startedAt, events, peakBytes }: Finished): Training {
  const epochs = events.filter(({ event }) => event === 'epoch') as unknown as {
    seconds: number;
    finishedAt: number;
  }[];
  const done = events.find(({ event }) => event === 'done') as
    { testAccuracy: number; version?: string } | undefined;
  if (done === undefined || epochs.length === 0) throw new Error('A training told of no end.');
  return {
    epochSeconds: epochs.map(({ seconds }) => seconds),
    startToFirstEpoch: (epochs[0]!.finishedAt - startedAt) / 1000,
    peakBytes,
    testAccuracy: done.testAccuracy,
    version: done.version ?? '',
  };
}

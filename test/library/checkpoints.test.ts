import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeTensors, encodeTensors } from '../../src/core/network/safetensors';
import { sha256 } from '../../src/library/blobs';
import { keepsWeightsOf } from '../../src/library/checkpoints';
import type { Library } from '../../src/library/library';
import {
  checkpointAt,
  epochAt,
  intervalAt,
  newRun,
  tensorsAt,
  train,
} from './support/deterministic-run';
import { codeOf, evaluation, openLibrary } from './support/training';

const blobOf = (step: number) => sha256(encodeTensors(tensorsAt(step)));
const fileOf = (library: Library, step: number) => join(library.folder, 'blobs', blobOf(step));

describe('a checkpoint', () => {
  it('comes back to the bit, also where a number is none', async () => {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    expect(library.checkpoints.latest(writer.run)).toBeNull();
    const checkpoint = {
      ...checkpointAt(20),
      tensors: [{ name: 'a', shape: [4], values: Float32Array.of(NaN, -0, Infinity, 1e-45) }],
      epochLossSum: NaN,
    };
    writer.checkpoint(checkpoint, [], [], false);
    expect(library.checkpoints.latest(writer.run)).toEqual({ checkpoint, damaged: [] });
  });

  it('is kept with the one before it, and no more of them', async () => {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    for (let step = 1; step <= 5; step++) writer.checkpoint(checkpointAt(step), [], [], false);
    const blobs = readdirSync(join(library.folder, 'blobs'));
    expect(blobs.sort()).toEqual([blobOf(4), blobOf(5)].sort());
  });

  it('may be made twice at one step', async () => {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    writer.checkpoint(checkpointAt(1), [], [], false);
    writer.checkpoint(checkpointAt(1), [], [], false);
    expect(library.checkpoints.latest(writer.run)?.checkpoint.step).toBe(1);
  });

  it('is kept with the metrics up to it or not at all', async () => {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    writer.record([intervalAt(10)], []);
    // The same interval twice is refused by the database, after the blob has been written.
    const twice = () => {
      writer.checkpoint(checkpointAt(20), [intervalAt(20), intervalAt(10)], [], false);
    };
    expect(twice).toThrow('UNIQUE');
    expect(library.checkpoints.latest(writer.run)).toBeNull();
    expect(library.metrics.since(writer.run, 0)).toEqual([intervalAt(10)]);
    expect(library.blobs.collect()).toBe(1);
  });
});

describe('a damaged checkpoint', () => {
  async function trained() {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    train(writer, 0, 50);
    writer.stop();
    return { library, run: writer.run }; // with checkpoints at steps 30 and 40
  }

  it.each([
    ['has a wrong byte', 'library.blobDamaged'],
    ['is missing', 'library.blobMissing'],
  ])('that %s is reported, and the one before it is used', async (how, code) => {
    const { library, run } = await trained();
    const file = fileOf(library, 40);
    if (how === 'is missing') rmSync(file);
    else writeFileSync(file, encodeTensors(tensorsAt(41)));

    const { checkpoint, damaged, writer } = library.resumeRun(run);
    expect(checkpoint?.step).toBe(30);
    expect(damaged).toMatchObject([{ code, params: { blob: blobOf(40), folder: library.folder } }]);
    expect(library.metrics.since(run, 0).at(-1)?.step).toBe(30);
    // What takes its place heals the file.
    train(writer, 30, 40);
    expect(library.checkpoints.latest(run)).toMatchObject({
      checkpoint: { step: 40 },
      damaged: [],
    });
  });

  it('and one before it as bad leave the run as it was, for nobody to resume', async () => {
    const { library, run } = await trained();
    for (const step of [30, 40]) writeFileSync(fileOf(library, step), 'no tensors');
    expect(codeOf(() => library.resumeRun(run))).toBe('run.noCheckpoint');
    expect(library.leases.holder(run)).toBeUndefined();
    expect(library.runs.get(run)).toMatchObject({ status: 'stopped', step: 50 });
  });
});

describe('resuming', () => {
  it('forgets what came after the checkpoint', async () => {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    train(writer, 0, 70);
    expect(library.runs.get(writer.run).step).toBe(70);
    writer.stop();
    expect(library.resumeRun(writer.run).checkpoint).toMatchObject({ step: 60, epochCorrect: 0 });
    expect(library.runs.get(writer.run)).toMatchObject({ step: 60, epoch: 2 });
  });

  it('begins anew where there was no checkpoint yet', async () => {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    writer.record([intervalAt(10)], []);
    writer.stop();
    expect(library.resumeRun(writer.run).checkpoint).toBeNull();
    expect(library.metrics.since(writer.run, 0)).toEqual([]);
  });

  it('ends with the fingerprint of a run that never stopped', async () => {
    const library = await openLibrary();
    const straight = library.startRun(newRun);
    train(straight, 0, 120);
    straight.finish(evaluation);

    const broken = library.startRun(newRun);
    train(broken, 0, 50);
    broken.stop();
    const once = library.resumeRun(broken.run);
    train(once.writer, once.checkpoint!.step, 110);
    once.writer.stop();
    const twice = library.resumeRun(broken.run);
    train(twice.writer, twice.checkpoint!.step, 120);
    twice.writer.finish(evaluation);

    expect(library.fingerprint(broken.run)).toEqual(library.fingerprint(straight.run));
  });

  it.each([
    ['a metric', { rows: [{ ...intervalAt(20), accuracy: 0.5 }], step: 20 }],
    ['the step', { rows: [intervalAt(20)], step: 21 }],
  ])('has another fingerprint when %s differs', async (_, { rows, step }) => {
    const library = await openLibrary();
    const [a, b] = [library.startRun(newRun), library.startRun(newRun)];
    a.checkpoint({ ...checkpointAt(20) }, [intervalAt(20)], [], false);
    b.checkpoint({ ...checkpointAt(20), step }, rows, [], false);
    const [left, right] = [library.fingerprint(a.run), library.fingerprint(b.run)];
    expect(left.weights).toBe(right.weights);
    expect(left.all).not.toBe(right.all);
  });

  it('has another fingerprint when a person changed the learning rate, or the test set gave another figure', async () => {
    const library = await openLibrary();
    const prints = [0.9, 0.8, null].map((loss) => {
      const writer = library.startRun(newRun);
      train(writer, 0, 120);
      if (loss === null) writer.change({ step: 30, learningRate: 0.1 });
      writer.finish({ ...evaluation, loss: loss ?? 0.9 });
      return library.fingerprint(writer.run);
    });
    expect(new Set(prints.map(({ weights }) => weights)).size).toBe(1);
    expect(new Set(prints.map(({ all }) => all)).size).toBe(3);
  });
});

describe("an epoch's weights", () => {
  it('are kept without the slots, for every epoch', async () => {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    train(writer, 0, 120);
    const kept = library.checkpoints.weights(writer.run);
    expect(kept.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, 30],
      [2, 60],
      [3, 90],
      [4, 120],
    ]);
    const { tensors } = decodeTensors(library.blobs.read(kept[1]!.blob), 'epoch 2');
    expect(tensors).toEqual(tensorsAt(60).slice(0, 2));
    expect(library.fingerprint(writer.run).weights).toBe(kept[3]!.blob);
  });

  it('are found for an epoch recorded before its checkpoint', async () => {
    const library = await openLibrary();
    const writer = library.startRun(newRun);
    writer.record([intervalAt(30)], [epochAt(30)]);
    writer.checkpoint(checkpointAt(30), [], [], true);
    expect(library.checkpoints.weights(writer.run)).toMatchObject([{ epoch: 1, step: 30 }]);
  });

  it('are thinned for large networks, but never the first and the last', () => {
    const kept = (epochs: number, bytes: number) =>
      Array.from({ length: epochs }, (_, i) => i + 1).filter((e) =>
        keepsWeightsOf(e, epochs, bytes),
      );
    const MB = 2 ** 20;
    expect(kept(4, MB)).toEqual([1, 2, 3, 4]);
    expect(kept(10, 50 * MB)).toEqual([1, 2, 4, 6, 8, 10]);
    expect(kept(3, 1000 * MB)).toEqual([1, 3]);
    expect(kept(1000, 0.4 * MB).length).toBe(501);
  });
});

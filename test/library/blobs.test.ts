import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Library } from '../../src/library/library';
import { sha256 } from '../../src/library/blobs';
import { newRun } from './support/deterministic-run';
import { codeOf, openLibrary, temporaryFolder } from './support/training';

const certificate = {
  examples: 10_000,
  sameClass: 10_000,
  disagreements: 0,
  largestDifference: 3e-7,
  accuracy: 0.9771,
};
const bytes = (text: string) => new TextEncoder().encode(text);

it('keeps an exported model with its certificate, by its SHA-256', async () => {
  const library = await openLibrary();
  const { run } = library.startRun(newRun);
  expect(library.models.get(run)).toBeNull();
  const blob = library.models.put(run, bytes('onnx'), certificate);
  expect(blob).toBe(sha256(bytes('onnx')));
  expect(library.models.get(run)).toMatchObject({ run, blob, certificate });
  expect(Buffer.from(library.blobs.read(blob)).toString()).toBe('onnx');
});

it('replaces an earlier export and its file', async () => {
  const library = await openLibrary();
  const writer = library.startRun(newRun);
  const { run } = writer;
  const first = library.models.put(run, bytes('first'), certificate);
  const second = library.models.put(run, bytes('second'), { ...certificate, accuracy: 0.5 });
  expect(library.models.list()).toMatchObject([
    { run, blob: second, certificate: { accuracy: 0.5 } },
  ]);
  expect(codeOf(() => library.blobs.read(first))).toBe('library.blobMissing');

  writer.stop();
  library.runs.delete(run);
  expect(library.models.list()).toEqual([]);
});

it('checks a blob against its name, and what is asked for against what a name is', async () => {
  const library = await openLibrary();
  const { run } = library.startRun(newRun);
  const blob = library.models.put(run, bytes('onnx'), certificate);
  writeFileSync(join(library.folder, 'blobs', blob), 'onnY');
  expect(codeOf(() => library.blobs.read(blob))).toBe('library.blobDamaged');
  expect(() => library.blobs.read('../library.sqlite')).toThrow(RangeError);
});

it('clears away what crashes left when it is opened, and nothing else', async () => {
  const folder = temporaryFolder();
  const library = await Library.open(folder, { role: 'worker' });
  const { run } = library.startRun(newRun);
  const used = library.models.put(run, bytes('used'), certificate);
  library.close();

  const put = (name: string) => { writeFileSync(join(folder, 'blobs', name), name); }; // prettier-ignore
  const orphan = sha256(bytes('orphan'));
  const abandoned = `tmp-${process.pid}-1-boot-0123456789ab`; // this process id, but of another start
  const notOurs = 'notes.txt';
  for (const name of [orphan, abandoned, notOurs]) put(name);

  await openLibrary(folder);
  expect(readdirSync(join(folder, 'blobs')).sort()).toEqual([used, notOurs].sort());
});

it('is left alone by a start in the midst of its writing', async () => {
  const library = await openLibrary();
  const { run } = library.startRun(newRun);
  const seen: string[][] = [];
  const list = () => readdirSync(join(library.folder, 'blobs'));
  const blob = library.blobs.keep([bytes('being written')], ([name]) => {
    // Another start cannot have the write lock now, so it finds nothing it may remove.
    seen.push(list());
    return name!;
  });
  expect(seen).toEqual([[blob]]);
  expect(library.runs.get(run).status).toBe('running');
  expect(library.blobs.collect()).toBe(1); // no row names it
});

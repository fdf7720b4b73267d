import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { mnist } from '../support/mnist';
import { readCase } from './case';
import { caseFiles, parity, TOLERANCE } from './parity';
import { runCase } from './run-case';

const folder = 'test/fixtures/reference';
const files = caseFiles(folder);

test('the ten reference cases are there', () => {
  expect(files.length).toBe(10);
});

test.each(files.map((file) => [basename(file, '.json'), file]))(
  '%s trains as PyTorch does',
  async (_, file) => {
    const { loss, weights, probabilities } = await runCase(readCase(file), mnist.train);
    expect(loss).toBeLessThanOrEqual(TOLERANCE);
    expect(weights).toBeLessThanOrEqual(TOLERANCE);
    expect(probabilities).toBeLessThanOrEqual(TOLERANCE);
  },
);

test('says which field of a case it does not know, and fails', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'inkling-parity-'));
  const original = readFileSync(`${folder}/short-last-batch.json`, 'utf8');
  const changed = { ...(JSON.parse(original) as object), activation: 'softplus' };
  writeFileSync(join(copy, 'odd.json'), JSON.stringify(changed));
  for (const kind of ['init', 'final']) {
    writeFileSync(
      join(copy, `odd.${kind}.bin`),
      readFileSync(`${folder}/short-last-batch.${kind}.bin`),
    );
  }
  const lines: string[] = [];
  expect(await parity(copy, mnist.train, (line) => lines.push(line))).toBe(1);
  expect(lines[0]).toMatch(/^odd unsupported: activation/);
});

test('fails a case whose reference is off by more than the tolerance', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'inkling-parity-'));
  const reference = JSON.parse(readFileSync(`${folder}/short-last-batch.json`, 'utf8')) as {
    loss: number[];
  };
  reference.loss[3]! += 2 * TOLERANCE;
  writeFileSync(join(copy, 'off.json'), JSON.stringify(reference));
  for (const kind of ['init', 'final']) {
    writeFileSync(
      join(copy, `off.${kind}.bin`),
      readFileSync(`${folder}/short-last-batch.${kind}.bin`),
    );
  }
  const lines: string[] = [];
  expect(await parity(copy, mnist.train, (line) => lines.push(line))).toBe(1);
  expect(lines[0]).toMatch(/^off loss 2\.0e-4 weights/);
});

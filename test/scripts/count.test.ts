import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { countSuite } from '../../scripts/test/count.mjs';
import { temporaryFolder } from './folders';

const root = path.resolve(import.meta.dirname, '../..');

/** Runs the real Vitest over the given files and counts its report as `npm test` does. */
function count(files: Record<string, string>, { missing = [] as string[] } = {}) {
  // Inside the checkout, where `vitest` resolves.
  const folder = fs.mkdtempSync(path.join(root, 'node_modules', '.inkling-count-'));
  onTestFinished(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  const outputFile = path.join(folder, 'report.json');
  const config = path.join(folder, 'vitest.config.mjs');
  fs.writeFileSync(config, "export default { test: { include: ['*.test.js'], exclude: [] } };");
  const { status } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      ...['--root', folder, '--config', config, '--reporter=json', `--outputFile=${outputFile}`],
    ],
    { encoding: 'utf8' },
  );
  const expectedFiles = [...Object.keys(files), ...missing].map((name) =>
    path.relative(process.cwd(), path.join(folder, name)),
  );
  return countSuite({
    name: 'unit',
    code: status ?? -1,
    outputFile,
    expectedFiles,
    mayBeEmpty: false,
  });
}

const header = "import { test, expect } from 'vitest';\n";
const good = `${header}test('holds', () => expect(1).toBe(1));`;

describe('npm test counts', () => {
  test('what did not run as failed, with a line each', () => {
    const { passed, failed, problems } = count(
      {
        'good.test.js': good,
        'mixed.test.js': `${good}\ntest('does not hold', () => expect(1).toBe(2));`,
        'skipped.test.js': `${good}\ntest.skip('skipped', () => {});`,
        'to-do.test.js': `${good}\ntest.todo('to do');`,
        'unloadable.test.js': `${header}import './no-such-file.js';`,
        'unparsable.test.js': 'test(',
        'empty.test.js': 'export {};',
      },
      { missing: ['missing.test.js'] },
    );
    expect({ passed, failed }).toEqual({ passed: 4, failed: 7 });
    // Vitest itself tells of `mixed`.
    expect(problems.map((line) => /([a-z-]+)\.test\.js: (.*)/.exec(line)?.slice(1, 3))).toEqual(
      expect.arrayContaining([
        ['skipped', 'skipped did not run (skipped)'],
        ['to-do', 'to do did not run (todo)'],
        ['unloadable', expect.stringContaining('no-such-file.js')],
        ['unparsable', expect.stringContaining('the file failed')],
        ['empty', expect.stringContaining('No test suite found')],
        ['missing', 'did not run'],
      ]),
    );
  });

  test('an error outside any test as failed', () => {
    const late = `${good}
      setTimeout(() => { throw new Error('late'); }, 0);
      test('waits', () => new Promise((resolve) => setTimeout(resolve, 100)));`;
    const { passed, failed, problems } = count({ 'a.test.js': late });
    expect({ passed, failed }).toEqual({ passed: 2, failed: 1 });
    expect(problems).toEqual(['unit: Vitest ended with code 1 though no test failed']);
  });

  test('a file whose process ended as failed', () => {
    const killed = `${header}test('ends', () => process.kill(process.pid, 'SIGKILL'));`;
    const { passed, failed } = count({ 'a.test.js': good, 'b.test.js': killed });
    expect({ passed, failed }).toEqual({ passed: 1, failed: 1 });
  });

  test('a suite without files as failed', () => {
    expect(count({})).toMatchObject({ passed: 0, failed: 1 });
  });

  test('a suite that wrote no report, or half of one, as failed', () => {
    const outputFile = path.join(temporaryFolder(), 'report.json');
    const suite = { name: 'e2e', code: 1, outputFile, expectedFiles: [], mayBeEmpty: true };
    expect(countSuite(suite)).toMatchObject({ passed: 0, failed: 1 });
    fs.writeFileSync(outputFile, '{"testResults": [');
    expect(countSuite(suite)).toMatchObject({ passed: 0, failed: 1 });
  });
});

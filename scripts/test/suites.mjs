import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { hasDisplay } from '../setup/system-libraries.mjs';

/** A suite that runs longer has hung. */
const limitMs = 30 * 60_000;

/** The projects of vitest.config.ts, each with the test files it must have run. */
export const suites = {
  unit: (checkout) =>
    testFiles(checkout, 'test').filter((file) => !/^test[\\/](e2e|package)[\\/]/.test(file)),
  e2e: (checkout) => testFiles(checkout, path.join('test', 'e2e')),
  package: (checkout) => testFiles(checkout, path.join('test', 'package')),
};

function testFiles(checkout, folder) {
  const absolute = path.join(checkout, folder);
  if (!fs.existsSync(absolute)) return [];
  const names = fs
    .readdirSync(absolute, { recursive: true })
    .filter((name) => name.endsWith('.test.ts'));
  return names.map((name) => path.join(folder, name)).sort();
}

/**
 * Runs one suite, under a virtual display of its own where it opens windows and there is none.
 * @returns {Promise<number>} exit code, -1 when it was ended from outside
 */
export async function runSuite({ name, filters, outputFile, env, checkout }) {
  const vitest = path.join(checkout, 'node_modules', 'vitest', 'vitest.mjs');
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`];
  const command = [
    process.execPath,
    vitest,
    'run',
    '--project',
    name,
    ...options,
    ...(filters.length > 0 ? ['--passWithNoTests', ...filters] : []),
  ];
  const virtual =
    name !== 'unit' && !hasDisplay(env)
      ? ['xvfb-run', '--auto-servernum', '--server-args=-screen 0 1600x1200x24']
      : [];
  const [program, ...args] = [...virtual, ...command];
  const child = spawn(program, args, {
    cwd: checkout,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: limitMs,
  });
  const [code] = await once(child, 'close');
  return code ?? -1;
}

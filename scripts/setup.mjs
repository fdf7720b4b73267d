// Brings a fresh clone to where the app, its tests and its checks run: `node scripts/setup.mjs [start|test|check]`.
import { createHash } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, requireCache } from './setup/cache.mjs';
import { setUpElectron } from './setup/electron.mjs';
import { SetupFailure } from './setup/failure.mjs';
import { withLock } from './setup/lock.mjs';
import { setUpPackages } from './setup/packages.mjs';
import { requireSupportedMachine } from './setup/platform.mjs';
import { setUpPythonTools } from './setup/python-tools.mjs';
import { step } from './setup/report.mjs';
import { endAll } from './setup/run.mjs';
import { setUpSqlite } from './setup/sqlite.mjs';
import { isUpToDate, markUpToDate } from './setup/stamp.mjs';
import { setUpSystemLibraries } from './setup/system-libraries.mjs';
import { setUpTensorflow } from './setup/tensorflow.mjs';

export const checkout = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** How far a set-up goes; each includes those before it. */
const reaches = ['check', 'start', 'window', 'test'];

/**
 * Does what is still to do and returns at once when nothing is.
 * @param {object} options
 * @param {'start' | 'test' | 'check'} options.goal `check` needs the npm packages only; `test` adds a virtual display and Python packages
 * @param {boolean} [options.window] whether a window will open: missing system libraries are then an error, else a remark
 * @param {(line: string) => void} [options.print]
 * @throws {SetupFailure} with a sentence and its remedy
 */
export async function setUp({ goal, window = true, print = console.log }) {
  requireSupportedMachine();
  const reach = goal === 'start' && window ? 'window' : goal;
  if (isUpToDate(checkout, reach)) return;

  requireCache();
  const lock = path.join(
    cacheFolder(),
    'locks',
    `checkout-${createHash('sha256').update(checkout).digest('hex').slice(0, 16)}`,
  );
  const wait = (owner) => print(`Waiting for another set-up of this folder (process ${owner}).`);
  await withLock(
    lock,
    async () => {
      if (isUpToDate(checkout, reach)) return;
      const started = performance.now();
      print(
        `Setting up Inkling (${process.platform}-${process.arch}, Node ${process.versions.node}; downloads go to ${cacheFolder()})`,
      );
      await step(print, 'packages', (report) => setUpPackages(checkout, report));
      if (goal !== 'check') await setUpNativeParts({ goal, window, print });
      markUpToDate(checkout, reaches.slice(0, reaches.indexOf(reach) + 1));
      print(`Set-up done in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
    },
    wait,
  );
}

/** Side by side: the compiler works while the downloads wait. The first failure ends the others. */
async function setUpNativeParts({ goal, window, print }) {
  const tests = goal === 'test';
  const electron = step(print, 'electron', (report) => setUpElectron(checkout, report));
  const system = (report) =>
    setUpSystemLibraries(report, { checkout, tests, window: window || tests });
  const steps = [
    electron,
    step(print, 'sqlite', (report) => setUpSqlite(checkout, report, electron)),
    step(print, 'tensorflow', (report) => setUpTensorflow(checkout, report)),
    ...(tests ? [step(print, 'python tools', (report) => setUpPythonTools(checkout, report))] : []),
    electron.then(() => step(print, 'system', system)),
  ];
  try {
    await Promise.all(steps);
  } catch (error) {
    endAll();
    await Promise.allSettled(steps);
    throw error;
  }
}

/** Ends the process on a failure a person can mend, with its sentence; other errors keep their stack. */
export function exitOnFailure(error) {
  if (!(error instanceof SetupFailure)) throw error;
  console.error(`\n${error.message}`);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const goal = process.argv[2] ?? 'start';
  if (!['start', 'test', 'check'].includes(goal)) {
    console.error(`usage: node scripts/setup.mjs [start|test|check], got ${goal}`);
    process.exit(2);
  }
  await setUp({ goal, window: false }).catch(exitOnFailure);
}

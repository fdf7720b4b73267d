// Builds src/ into out/, only when something it depends on has changed: `node scripts/build.mjs`.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './setup/cache.mjs';
import { SetupFailure } from './setup/failure.mjs';
import { withLock } from './setup/lock.mjs';
import { run, tail } from './setup/run.mjs';
import { checkout, exitOnFailure } from './setup.mjs';

const inputs = [
  'src',
  'resources',
  'electron.vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];
const stampFile = path.join(checkout, 'out', 'built-from');

/** @param {(line: string) => void} [print] */
export async function build(print = console.log) {
  if (isBuilt(hashOfInputs())) return;
  const lock = path.join(
    cacheFolder(),
    'locks',
    `build-${createHash('sha256').update(checkout).digest('hex').slice(0, 16)}`,
  );
  await withLock(lock, async () => {
    const hash = hashOfInputs();
    if (isBuilt(hash)) return;
    const started = performance.now();
    print('Building the app');
    fs.rmSync(stampFile, { force: true });
    const electronVite = path.join(
      checkout,
      'node_modules',
      'electron-vite',
      'bin',
      'electron-vite.js',
    );
    const { code, output } = await run(process.execPath, [electronVite, 'build'], {
      cwd: checkout,
    });
    if (code !== 0) throw new SetupFailure('The app could not be built.', tail(output, 40));
    fs.writeFileSync(stampFile, hash);
    print(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  });
}

function isBuilt(hash) {
  return fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === hash;
}

function hashOfInputs() {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap((input) => filesUnder(path.join(checkout, input)))) {
    hash.update(`${path.relative(checkout, file)}\0`).update(fs.readFileSync(file));
  }
  return hash.digest('hex');
}

function filesUnder(file) {
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [file];
  return fs
    .readdirSync(file)
    .sort()
    .flatMap((name) => filesUnder(path.join(file, name)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build().catch(exitOnFailure);

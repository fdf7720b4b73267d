// `npm run package`: makes dist/inkling_VERSION_amd64.deb from what set-up has fetched, without a network.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { appFiles } from './package/app-files.mjs';
import { layOutApplication } from './package/application.mjs';
import { completeTree, pack } from './package/deb.mjs';
import { packageVersions } from './package/version.mjs';
import { requireSpace } from './setup/cache.mjs';
import { SetupFailure } from './setup/failure.mjs';
import { withLock } from './setup/lock.mjs';
import { megabytes, sizeOfFolder, step } from './setup/report.mjs';
import { which } from './setup/run.mjs';
import { checkout, exitOnFailure, setUp } from './setup.mjs';

const dist = path.join(checkout, 'dist');
const stampFile = path.join(dist, 'packaged-from');
/** Megabytes while it works: the tree, and the package. */
const neededMB = 1600;

await setUp({ goal: 'start', window: false })
  .then(() => build())
  .then(makePackage)
  .catch(exitOnFailure);

async function makePackage() {
  requireTools();
  fs.mkdirSync(dist, { recursive: true });
  await withLock(path.join(dist, 'lock'), async () => {
    const versions = packageVersions(checkout);
    const file = path.join(dist, `inkling_${versions.debian}_amd64.deb`);
    const files = appFiles(checkout);
    const inputs = hashOfInputs(files, versions);
    if (!isPackaged(file, inputs)) {
      const started = performance.now();
      await produce({ file, files, versions });
      fs.writeFileSync(stampFile, inputs);
      console.log(`Packaged in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
    }
    console.log(`${file} (${megabytes(fs.statSync(file).size)})`);
    console.log(`Install it: sudo apt-get install ${file}`);
    if (!versions.release)
      console.log(
        `A development build: it runs on Electron ${versions.electron}, not on the pinned one.`,
      );
  });
}

/** Lays out the tree, packs it, and removes it. Older packages go: one version lies in dist/. */
async function produce({ file, files, versions }) {
  fs.rmSync(stampFile, { force: true });
  for (const name of fs.readdirSync(dist))
    if (name.endsWith('.deb')) fs.rmSync(path.join(dist, name));
  requireSpace(dist, neededMB);
  const work = fs.mkdtempSync(path.join(dist, 'work-'));
  const root = path.join(work, 'tree');
  const scratch = path.join(work, 'app');
  const folder = path.join(root, 'usr', 'lib', 'inkling');
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  fs.mkdirSync(scratch);
  try {
    await step(console.log, 'application', async () => {
      await layOutApplication({ checkout, folder, scratch, files, version: versions.app });
      return {
        done: `Electron ${versions.electron} and Inkling, ${megabytes(sizeOfFolder(folder))}`,
      };
    });
    await step(console.log, 'debian', async () => {
      await completeTree({ checkout, root, versions });
      return { done: `version ${versions.debian}` };
    });
    await step(console.log, 'deb', async () => {
      await pack(root, file);
      return { done: megabytes(fs.statSync(file).size) };
    });
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

function requireTools() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new SetupFailure(
      `Packages are made on linux-x64, for linux-x64; this is ${process.platform}-${process.arch}.`,
      'Run it on Debian or Ubuntu on an x64 machine.',
    );
  const missing = ['dpkg-deb', 'strip', 'objdump'].filter((tool) => which(tool) === undefined);
  if (missing.length > 0)
    throw new SetupFailure(
      `Not found: ${missing.join(', ')}.`,
      'Install them, on Debian or Ubuntu: sudo apt-get install -y dpkg binutils',
    );
}

function isPackaged(file, inputs) {
  return (
    fs.existsSync(file) && fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === inputs
  );
}

/** What the package depends on: the small files by content, the large ones by size and time. */
function hashOfInputs(files, versions) {
  const hash = createHash('sha256').update(JSON.stringify(versions));
  const scripts = path.join(checkout, 'scripts', 'package');
  const own = [
    path.join(checkout, 'scripts', 'package.mjs'),
    ...fs.readdirSync(scripts).map((name) => path.join(scripts, name)),
    ...['out/built-from', 'package.json', 'package-lock.json', 'CHANGELOG.md', 'LICENSE'].map(
      (name) => path.join(checkout, name),
    ),
  ];
  for (const file of own) hash.update(`${file}\0`).update(fs.readFileSync(file));
  const shipped = files.filter((file) => file.startsWith('node_modules/'));
  for (const file of [...shipped, 'node_modules/electron/dist/electron']) {
    const { size, mtimeMs } = fs.statSync(path.join(checkout, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));

/** What set-up made, by the files a later start depends on. Reaching through a link counts the file it leads to. */
const artefacts = [
  '.package-lock.json',
  'electron/path.txt',
  'electron/dist/version',
  'electron/dist/electron',
  '@tensorflow/tfjs-node/deps/lib',
  '@tensorflow/tfjs-node/deps/lib/libtensorflow_cc.so.2',
  '@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node',
  'better-sqlite3/build/Release/better_sqlite3.node',
  '.inkling/python',
];

/**
 * Whether set-up has nothing to do for this goal: nothing it reads and nothing it made has changed since it ended.
 * @param {string} checkout
 * @param {string} goal
 */
export function isUpToDate(checkout, goal) {
  const file = stampFile(checkout, goal);
  return fs.existsSync(file) && fs.readFileSync(file, 'utf8') === fingerprint(checkout);
}

/** @param {string[]} goals */
export function markUpToDate(checkout, goals) {
  const content = fingerprint(checkout);
  for (const goal of goals) {
    const file = stampFile(checkout, goal);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  }
}

/** Inside node_modules: `npm ci` removes it together with what it vouches for. */
function stampFile(checkout, goal) {
  return path.join(checkout, 'node_modules', '.inkling', `set-up-for-${goal}`);
}

function fingerprint(checkout) {
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify([
      process.versions.node,
      process.platform,
      process.arch,
      process.env.XDG_CACHE_HOME ?? '',
    ]),
  );
  hash.update(fs.readFileSync(path.join(checkout, 'package-lock.json')));
  for (const name of fs.readdirSync(folder).sort())
    hash.update(fs.readFileSync(path.join(folder, name)));
  for (const name of artefacts) {
    const found = fs.statSync(path.join(checkout, 'node_modules', name), { throwIfNoEntry: false });
    hash.update(found === undefined ? `${name} absent` : `${name} ${found.size} ${found.mtimeMs}`);
  }
  return hash.digest('hex');
}

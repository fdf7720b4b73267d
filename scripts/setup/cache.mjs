import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { SetupFailure } from './failure.mjs';
import { isRunning, withLock } from './lock.mjs';

// <cache>/<name>/content/…  what is linked into checkouts
// <cache>/<name>/manifest.json  the files of content with size and SHA-256
const contentName = 'content';
const manifestName = 'manifest.json';

/** The user's cache folder for everything set-up fetches or builds; shared by all checkouts. */
export function cacheFolder(env = process.env, platform = process.platform, home = os.homedir()) {
  if (env.XDG_CACHE_HOME) return path.join(env.XDG_CACHE_HOME, 'inkling');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'inkling');
  if (platform === 'win32')
    return path.join(env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'inkling', 'Cache');
  return path.join(home, '.cache', 'inkling');
}

/**
 * A folder of the cache, made by `produce` on first use. Its content is checked against its manifest each time;
 * a damaged one is made again. It appears under its name only when complete: whoever is interrupted leaves
 * nothing but a temporary folder, which the next set-up removes.
 * @param {string} name names version and content, such as `electron-33.2.1-1fb0039453d7`
 * @param {{ neededMB: number, report: import('./report.mjs').StepReport, produce: (folder: string, scratch: string) => Promise<void> }} how
 *   `produce` fills `folder`; `scratch` is a folder for what is not kept
 * @returns {Promise<string>} the folder `produce` filled
 */
export async function cached(name, { neededMB, report, produce }) {
  const root = cacheFolder();
  const folder = path.join(root, name);
  requireCache(root);
  return withLock(
    path.join(root, 'locks', name),
    async () => {
      const damage = await damageOf(folder);
      if (damage === undefined) return path.join(folder, contentName);
      if (damage !== 'absent') report.note(`${damage} in the cache is damaged: fetching it again`);
      fs.rmSync(folder, { recursive: true, force: true });
      removeAbandoned(root);
      requireSpace(root, neededMB);

      const temporary = path.join(root, 'tmp', `${process.pid}-${randomBytes(4).toString('hex')}`);
      const complete = path.join(temporary, 'complete');
      const scratch = path.join(temporary, 'scratch');
      try {
        fs.mkdirSync(path.join(complete, contentName), { recursive: true });
        fs.mkdirSync(scratch);
        await produce(path.join(complete, contentName), scratch);
        const manifest = { files: await describe(path.join(complete, contentName)) };
        fs.writeFileSync(path.join(complete, manifestName), JSON.stringify(manifest, null, 1));
        fs.renameSync(complete, folder);
      } catch (error) {
        if (error.code === 'ENOSPC') throw tooSmall(root, neededMB);
        throw error;
      } finally {
        fs.rmSync(temporary, { recursive: true, force: true });
      }
      return path.join(folder, contentName);
    },
    (owner) =>
      report.note(`waiting for another set-up (process ${owner}) that is fetching the same`),
  );
}

/** Undefined where the folder is as its manifest says, `absent`, or the first file that differs. */
async function damageOf(folder) {
  const manifestFile = path.join(folder, manifestName);
  if (!fs.existsSync(manifestFile)) return fs.existsSync(folder) ? path.basename(folder) : 'absent';
  try {
    const { files } = JSON.parse(fs.readFileSync(manifestFile, 'utf8'));
    for (const { name, ...expected } of files) {
      const file = path.join(folder, contentName, name);
      if (!isDeepStrictEqual(await describeFile(file), expected))
        return path.join(path.basename(folder), name);
    }
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError)
      return path.join(path.basename(folder), manifestName);
    throw error;
  }
}

async function describe(folder) {
  const files = [];
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.push({ name: path.relative(folder, file), ...(await describeFile(file)) });
  }
  return files;
}

/** Where a link leads, or a file's size and hash; undefined if there is neither. */
async function describeFile(file) {
  const found = fs.lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  return found.isSymbolicLink()
    ? { link: fs.readlinkSync(file) }
    : { size: found.size, sha256: await sha256Of(file) };
}

/** SHA-256 of a file's content, in hex. */
async function sha256Of(file) {
  const hash = createHash('sha256');
  for await (const chunk of fs.createReadStream(file, { highWaterMark: 1 << 20 }))
    hash.update(chunk);
  return hash.digest('hex');
}

/** Throws unless `file` has the pinned content. */
export async function requireSha256(file, expected) {
  const actual = await sha256Of(file);
  if (actual === expected) return;
  throw new SetupFailure(
    `${path.basename(file)} is not the file it should be: its SHA-256 is ${actual}, expected ${expected}.`,
    'A download was cut short or a mirror serves something else: run the command again, or check the mirror your npm or pip configuration names.',
  );
}

/**
 * A file somebody placed in `downloads/` of the cache by hand (a machine without network), if it has the pinned content.
 * @param {import('./report.mjs').StepReport} report
 */
export async function placedByHand(name, sha256, report) {
  const file = path.join(cacheFolder(), 'downloads', name);
  if (!fs.existsSync(file)) return undefined;
  if ((await sha256Of(file)) === sha256) return file;
  report.note(`${file} has the wrong SHA-256: fetching it instead`);
  return undefined;
}

/**
 * Throws if the disk under `folder` has less than `neededMB` free.
 * @param {string} folder
 * @param {number} neededMB
 * @param {(folder: string) => { bavail: number, bsize: number }} [statfs] asks the system
 */
export function requireSpace(folder, neededMB, statfs = fs.statfsSync) {
  const { bavail, bsize } = statfs(folder);
  if ((bavail * bsize) / 1e6 < neededMB)
    throw tooSmall(folder, neededMB, Math.floor((bavail * bsize) / 1e6));
}

function tooSmall(folder, neededMB, freeMB) {
  const found = freeMB === undefined ? 'is full' : `has ${freeMB} MB free`;
  return new SetupFailure(
    `The disk of ${folder} ${found}; this step needs ${neededMB} MB while it works.`,
    'Free some space and run the command again, or set XDG_CACHE_HOME to a folder on a larger disk.',
  );
}

/** Makes the cache folder, and throws where that is not allowed. */
export function requireCache(folder = cacheFolder()) {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK);
  } catch (error) {
    throw new SetupFailure(
      `The cache folder ${folder} cannot be written (${error.code}).`,
      'Give yourself the right to write there, or set XDG_CACHE_HOME to another folder.',
    );
  }
}

/** Temporary folders whose process has ended: what an interrupted set-up leaves. */
function removeAbandoned(root) {
  const temporary = path.join(root, 'tmp');
  if (!fs.existsSync(temporary)) return;
  for (const name of fs.readdirSync(temporary)) {
    if (!isRunning(Number.parseInt(name, 10)))
      fs.rmSync(path.join(temporary, name), { recursive: true, force: true });
  }
}

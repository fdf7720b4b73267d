import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Runs `work` while no other set-up on this machine holds the lock of that name.
 * The lock is a file naming its process; one left by a process that no longer runs is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {(owner: number) => void} [onWait] told once, when there is somebody to wait for
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait = () => {}) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  for (let told = false; ;) {
    if (tryTake(file)) break;
    const owner = ownerOf(file);
    if (owner !== undefined && !isRunning(owner)) {
      fs.rmSync(file, { force: true });
      continue;
    }
    if (!told && owner !== undefined) onWait(owner);
    told = told || owner !== undefined;
    await wait(200);
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

/** Written in full under another name first, so that nobody ever reads an empty lock. */
function tryTake(file) {
  const own = `${file}.${process.pid}`;
  fs.writeFileSync(own, String(process.pid));
  try {
    fs.linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(own, { force: true });
  }
}

function ownerOf(file) {
  try {
    const owner = Number(fs.readFileSync(file, 'utf8'));
    return Number.isInteger(owner) && owner > 0 ? owner : undefined;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

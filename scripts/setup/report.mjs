import fs from 'node:fs';
import path from 'node:path';
import { SetupFailure } from './failure.mjs';
import { Stopped } from './run.mjs';

/**
 * @typedef {object} StepReport
 * @property {(what: string) => void} note says what is being done
 */

/**
 * Runs one step of the set-up and prints its name, its outcome and its time.
 * @template T
 * @param {(line: string) => void} print
 * @param {string} name
 * @param {(report: StepReport) => Promise<{ done: string, value?: T }>} work `done` says what is there now
 * @returns {Promise<T | undefined>}
 */
export async function step(print, name, work) {
  const started = performance.now();
  const line = (text) => print(`  ${name.padEnd(14)} ${text}`);
  const seconds = () => `(${((performance.now() - started) / 1000).toFixed(1)} s)`;
  try {
    const { done, value } = await work({ note: line });
    line(`${done} ${seconds()}`);
    return value;
  } catch (error) {
    if (error instanceof Stopped) line(`stopped ${seconds()}`);
    else
      line(`failed ${seconds()}: ${error instanceof SetupFailure ? error.problem : error.message}`);
    throw error;
  }
}

/** `614 MB`, from bytes. */
export function megabytes(bytes) {
  return `${bytes < 10e6 ? (bytes / 1e6).toFixed(1) : Math.round(bytes / 1e6)} MB`;
}

/** Bytes of all files under a folder. */
export function sizeOfFolder(folder) {
  let bytes = 0;
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += fs.statSync(path.join(entry.parentPath, entry.name)).size;
  }
  return bytes;
}

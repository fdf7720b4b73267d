import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { SetupFailure } from './failure.mjs';

/**
 * What to start Electron with for Chromium's sandbox. Root has none (Chromium refuses), which is said; a normal user whose
 * system forbids it gets a failure and not a quietly unprotected window.
 * @param {string[]} given the user's own arguments
 * @param {(line: string) => void} print
 */
export function sandboxArguments(given, print = console.log) {
  if (process.platform !== 'linux' || given.includes('--no-sandbox')) return [];
  if (process.getuid() === 0) {
    print("Running as root: Chromium's sandbox is off (--no-sandbox).");
    return ['--no-sandbox'];
  }
  if (canMakeNamespace() || hasSetuidHelper()) return [];
  throw new SetupFailure(
    "This system does not let a normal user's programs build the sandbox Chromium's windows run in.",
    'Allow it, on Ubuntu: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0\nOr go without that protection: npm start -- --no-sandbox',
  );
}

/** Where there is no `unshare` to ask, Chromium itself will tell. */
function canMakeNamespace() {
  const { status, error } = spawnSync(
    'unshare',
    ['--user', '--map-root-user', '--net', '--pid', '--fork', 'true'],
    { stdio: 'ignore' },
  );
  return error !== undefined || status === 0;
}

function hasSetuidHelper() {
  const electron = createRequire(import.meta.url)('electron');
  const helper = fs.statSync(path.join(path.dirname(electron), 'chrome-sandbox'), {
    throwIfNoEntry: false,
  });
  return helper?.uid === 0 && (helper.mode & 0o4000) !== 0;
}

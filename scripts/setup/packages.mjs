import fs from 'node:fs';
import path from 'node:path';
import { requireSpace } from './cache.mjs';
import { npm } from './npm.mjs';
import { packagesDisk } from './pins.mjs';
import { megabytes, sizeOfFolder } from './report.mjs';

/**
 * Installs what package-lock.json names, without any install script, unless node_modules already holds it.
 * @param {string} checkout
 * @param {import('./report.mjs').StepReport} report
 */
export async function setUpPackages(checkout, report) {
  const missing = firstMissingPackage(checkout);
  if (missing === undefined) return { done: 'npm packages are as package-lock.json says' };

  requireSpace(checkout, packagesDisk.neededMB);
  report.note(`installing the npm packages (${missing})`);
  const include = ['--include=dev', '--include=optional']; // whatever NODE_ENV or a user's configuration leaves out
  await npm(['ci', ...include], { cwd: checkout, doing: 'installing the packages' });
  const modules = path.join(checkout, 'node_modules');
  const size = megabytes(sizeOfFolder(modules));
  return { done: `${installedCount(checkout)} npm packages, ${size}` };
}

/**
 * Compares node_modules with package-lock.json by npm's own record of what it installed.
 * @returns {string | undefined} why they differ
 */
export function firstMissingPackage(checkout) {
  const recordFile = path.join(checkout, 'node_modules', '.package-lock.json');
  if (!fs.existsSync(recordFile)) return 'none installed yet';
  const installed = JSON.parse(fs.readFileSync(recordFile, 'utf8')).packages;
  for (const [name, { version, integrity, optional }] of Object.entries(
    readLock(checkout).packages,
  )) {
    if (name === '') continue;
    const found = installed[name];
    if (found === undefined && optional) continue; // for another platform
    if (found === undefined) return `${name} is missing`;
    if (found.version !== version || (integrity && found.integrity !== integrity))
      return `${name} should be ${version}`;
    if (!fs.existsSync(path.join(checkout, name))) return `${name} is gone`;
  }
  return undefined;
}

function installedCount(checkout) {
  const record = path.join(checkout, 'node_modules', '.package-lock.json');
  return Object.keys(JSON.parse(fs.readFileSync(record, 'utf8')).packages).length;
}

function readLock(checkout) {
  return JSON.parse(fs.readFileSync(path.join(checkout, 'package-lock.json'), 'utf8'));
}

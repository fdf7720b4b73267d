import fs from 'node:fs';
import path from 'node:path';
import { requireSpace } from './cache.mjs';
import { npmFailure } from './npm-failure.mjs';
import { packagesDisk } from './pins.mjs';
import { whyNoConnection } from './probe.mjs';
import { megabytes, sizeOfFolder } from './report.mjs';
import { npmCommand, run } from './run.mjs';

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
  const [command, ...lead] = npmCommand();
  const offline = (await registryAnswers(command, lead, checkout)) ? [] : ['--offline'];
  const include = ['--include=dev', '--include=optional']; // whatever NODE_ENV or a user's configuration leaves out
  const args = ['ci', '--ignore-scripts', ...include, '--no-audit', '--no-fund', ...offline];
  const { code, output } = await run(command, [...lead, ...args], { cwd: checkout });
  if (code !== 0) throw npmFailure('installing the packages', output);
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

/** npm tries an unreachable registry for a minute or more; asked here first, it can go straight to its own cache instead. */
async function registryAnswers(command, lead, checkout) {
  const { output } = await run(
    command,
    [...lead, 'config', 'get', 'registry', 'proxy', 'https-proxy', '--json'],
    { cwd: checkout },
  );
  const address = /https?:\/\/[^"\s]+/.exec(/registry.*$/m.exec(output)?.[0] ?? '')?.[0];
  const throughProxy = /proxy["=\s:]+"?https?:/.test(output);
  return address === undefined || throughProxy || (await whyNoConnection(address)) === undefined;
}

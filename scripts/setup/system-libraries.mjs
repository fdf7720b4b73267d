import path from 'node:path';
import { SetupFailure } from './failure.mjs';
import { run, tail, which } from './run.mjs';

/** Debian's and Ubuntu's names; since 2024 some carry the ending t64. */
const windowPackages = [
  'libnss3',
  'libatk-bridge2.0-0',
  'libgtk-3-0',
  'libgbm1',
  'libasound2',
  'libcups2',
];
const displayPackages = ['xvfb', 'xauth'];
const fontPackages = ['fonts-noto-cjk'];
/** Records every socket the app opens, for the test that there is none to the network. */
const tracePackages = ['strace'];

/**
 * What Electron and the tests need of a Linux system: shared libraries, a virtual display, a font with Chinese characters, strace.
 * Root on Debian or Ubuntu gets them installed; everybody else is told the exact line.
 * @param {import('./report.mjs').StepReport} report
 * @param {{ checkout: string, tests: boolean, window: boolean }} goal `window`: without the libraries there is no going on
 */
export async function setUpSystemLibraries(report, { checkout, tests, window }) {
  if (process.platform !== 'linux') return { done: 'nothing to install on this system' };
  const lacking = await whatIsLacking(checkout, tests);
  if (lacking.packages.length === 0) return { done: 'the system has the libraries Electron needs' };

  const line = `sudo apt-get install -y ${lacking.packages.join(' ')}`;
  if (which('apt-get') !== undefined && process.getuid() === 0) {
    const failure = await installByApt(lacking.packages, report);
    if (failure === undefined) return { done: `installed ${lacking.packages.join(' ')}` };
    if (lacking.needed && window)
      throw new SetupFailure(
        `apt-get could not install what is missing (${lacking.names.join(', ')}).`,
        failure,
      );
    return { done: `missing, and apt-get could not install it: ${lacking.names.join(', ')}` };
  }
  const remedy =
    which('apt-get') === undefined
      ? "Install them by your distribution's package manager."
      : `Run: ${line}`;
  if (lacking.needed && window)
    throw new SetupFailure(
      `The system lacks what Electron's windows need: ${lacking.names.join(', ')}.`,
      remedy,
    );
  return {
    done: `missing: ${lacking.names.join(', ')}. Training in the terminal works without. ${remedy}`,
  };
}

async function whatIsLacking(checkout, tests) {
  const libraries = await missingLibraries(
    path.join(checkout, 'node_modules', 'electron', 'dist', 'electron'),
  );
  const display = tests && !hasDisplay() && which('xvfb-run') === undefined;
  const font = tests && !(await hasChineseFont());
  const trace = tests && which('strace') === undefined;
  return {
    names: [
      ...libraries,
      ...(display ? ['xvfb-run'] : []),
      ...(font ? ['a font with Chinese characters'] : []),
      ...(trace ? ['strace'] : []),
    ],
    packages: [
      ...(libraries.length > 0 ? windowPackages : []),
      ...(display ? displayPackages : []),
      ...(font ? fontPackages : []),
      ...(trace ? tracePackages : []),
    ],
    needed: libraries.length > 0 || display,
  };
}

export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

/** Shared libraries the dynamic linker does not find for a program. */
async function missingLibraries(executable) {
  const { output } = await run('ldd', [executable]);
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);
}

async function hasChineseFont() {
  const { code, output } = await run('fc-list', [':lang=zh-cn', 'family']);
  return code === 0 && output.trim() !== '';
}

/** Undefined when everything went in, else what to do about it. */
async function installByApt(packages, report) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = [
    '-o',
    'DPkg::Lock::Timeout=120',
    '-o',
    'Acquire::Retries=1',
    '-o',
    'Acquire::http::Timeout=20',
  ];
  report.note('updating the list of Debian packages (apt-get update)');
  const update = await run('apt-get', [...options, 'update'], { env });
  const names = await Promise.all(packages.map(nameHere));
  report.note(`installing ${names.join(' ')} (apt-get)`);
  const install = await run(
    'apt-get',
    [...options, 'install', '-y', '--no-install-recommends', ...names],
    { env },
  );
  if (install.code === 0) return undefined;
  const words = update.code === 0 ? install.output : `${update.output}\n${install.output}`;
  return `Install them yourself: apt-get install -y ${names.join(' ')}\nIts last words:\n${tail(words, 6)}`;
}

async function nameHere(name) {
  const { code, output } = await run('apt-cache', ['show', '--no-all-versions', `${name}t64`]);
  return code === 0 && output.includes(`Package: ${name}t64`) ? `${name}t64` : name;
}

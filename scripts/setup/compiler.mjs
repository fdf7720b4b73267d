import fs from 'node:fs';
import path from 'node:path';
import { SetupFailure } from './failure.mjs';
import { addressOf, whyBlocked } from './probe.mjs';
import { nodeHeadersHost } from './pins.mjs';
import { run, tail, which } from './run.mjs';

const installLine = {
  linux: 'Install one, on Debian or Ubuntu: sudo apt-get install -y build-essential',
  darwin: 'Install one: xcode-select --install',
  win32: 'Install "Desktop development with C++" of the Visual Studio Build Tools.',
};

/** Throws unless the programs node-gyp needs are there. */
export function requireCompiler(forWhat, env = process.env) {
  if (process.platform === 'win32') return; // node-gyp looks for Visual Studio by itself
  const compiler = env.CXX?.split(' ')[0] ?? (process.platform === 'darwin' ? 'c++' : 'g++');
  const missing = [compiler, 'make'].filter(
    (program) => !fs.existsSync(program) && which(program, env) === undefined,
  );
  if (missing.length === 0) return;
  throw new SetupFailure(
    `No C++ compiler to build ${forWhat} with: ${missing.join(' and ')} not found.`,
    installLine[process.platform] ?? 'Install a C++ compiler and make.',
  );
}

/**
 * Builds the native module in `folder` with the project's node-gyp.
 * @param {string} checkout
 * @param {string} folder holds binding.gyp
 * @param {string} forWhat what is built, for messages
 * @param {string[]} args `rebuild` or `configure build`, and options
 */
export async function buildNative(checkout, folder, forWhat, args) {
  requireCompiler(forWhat);
  const headers = nodeHeaders();
  if (headers === undefined) await requireHeaderDownload(forWhat);
  const nodeGyp = path.join(checkout, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  const env = { ...process.env, NODE_PATH: path.join(checkout, 'node_modules'), JOBS: 'max' };
  const where = headers === undefined ? [] : [`--nodedir=${headers}`];
  const { code, output } = await run(process.execPath, [nodeGyp, ...args, ...where], {
    cwd: folder,
    env,
  });
  if (code === 0) return;
  throw new SetupFailure(
    `Building ${forWhat} failed.`,
    `The compiler must know C++20 (GCC 10, Clang 12 or newer). Its last words:\n${tail(output)}`,
  );
}

/** The prefix whose include/node belongs to the running Node, or undefined where Node came without its headers. */
export function nodeHeaders() {
  const prefix = path.dirname(path.dirname(fs.realpathSync(process.execPath)));
  return fs.existsSync(path.join(prefix, 'include', 'node', 'node_api.h')) ? prefix : undefined;
}

async function requireHeaderDownload(forWhat) {
  const why = await whyBlocked(addressOf(nodeHeadersHost));
  if (why === undefined) return;
  throw new SetupFailure(
    `Node's C headers, needed to build ${forWhat}, are neither beside the running Node nor to be had (${why}).`,
    'Install Node.js from an archive of https://nodejs.org, which holds them, or on Debian or Ubuntu: sudo apt-get install -y libnode-dev',
  );
}

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** Another step has failed, or the user interrupted: this one was ended with it. */
export class Stopped extends Error {}

const running = new Set();
let stopped = false;

/**
 * Runs a program to its end without a terminal and keeps what it wrote, uncoloured.
 * The code is -1 where there is no such program, or where it ran past `timeoutMs` and was ended.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { cwd, env = process.env, timeoutMs } = {}) {
  const plain = { ...env, NO_COLOR: '1' };
  delete plain.FORCE_COLOR;
  return new Promise((resolve, reject) => {
    if (stopped) throw new Stopped();
    const child = spawn(command, args, {
      cwd,
      env: plain,
      timeout: timeoutMs,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32', // a process group of its own, so that endAll reaches the compiler under make
    });
    remember(child);
    let output = '';
    const keep = (chunk) => (output += chunk);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const settle = (result) => {
      forget(child);
      if (stopped) reject(new Stopped());
      else resolve(result);
    };
    child.on('error', (error) => settle({ code: -1, output: error.message }));
    child.on('close', (code) => settle({ code: code ?? -1, output }));
  });
}

// A child in a group of its own does not see the terminal's Ctrl-C: while any runs, this process passes it on.
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

function remember(child) {
  if (running.size === 0) for (const name of Object.keys(signals)) process.on(name, onSignal);
  running.add(child);
}

function forget(child) {
  running.delete(child);
  if (running.size === 0) for (const name of Object.keys(signals)) process.off(name, onSignal);
}

function onSignal(name) {
  endAll();
  process.exit(signals[name]);
}

/** Ends every program still running with what it has started, and starts no more. */
export function endAll() {
  stopped = true;
  for (const child of running) {
    if (child.pid === undefined) continue;
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGTERM');
  }
}

/** The file of a program on the PATH, or undefined. */
export function which(name, env = process.env) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of (env.PATH ?? env.Path ?? '').split(path.delimiter)) {
    for (const ending of endings) {
      const file = path.join(folder, name + ending);
      if (folder !== '' && fs.existsSync(file)) return file;
    }
  }
  return undefined;
}

/** The last lines of a program's output, for an error message. */
export function tail(output, lines = 15) {
  return output.trimEnd().split('\n').slice(-lines).join('\n');
}

/** The line of a program's output that says what went wrong, for the middle of a sentence. */
export function errorLine(output) {
  const lines = output.split('\n').map((line) => line.trim());
  return (
    lines.find((line) => /\berror\b|Error:/i.test(line)) ??
    lines.findLast((line) => line !== '') ??
    ''
  );
}

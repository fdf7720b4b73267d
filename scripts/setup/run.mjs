import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { SetupFailure } from './failure.mjs';

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
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: plain,
      timeout: timeoutMs,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk) => (output += chunk);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: -1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? -1, output }));
  });
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

/** Program and leading arguments that start npm, also when only the running node is at hand. */
export function npmCommand(env = process.env) {
  const prefix = path.dirname(path.dirname(fs.realpathSync(process.execPath)));
  const scripts = [
    env.npm_execpath,
    path.join(prefix, 'lib/node_modules/npm/bin/npm-cli.js'),
    path.join(path.dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js'),
  ];
  const script = scripts.find((file) => file?.endsWith('npm-cli.js') && fs.existsSync(file));
  if (script !== undefined) return [process.execPath, script];
  const onPath = which('npm', env);
  if (onPath !== undefined && process.platform !== 'win32') return [onPath];
  throw new SetupFailure(
    'npm was not found beside the running Node.',
    'Install Node.js with npm from https://nodejs.org and try again.',
  );
}

/** The last lines of a program's output, for an error message. */
export function tail(output, lines = 15) {
  return output.trimEnd().split('\n').slice(-lines).join('\n');
}

/** The line of a program's output that says what went wrong, for the middle of a sentence. */
export function errorLine(output) {
  const lines = output.split('\n').map((line) => line.trim());
  return lines.find((line) => /\berror\b|Error:/i.test(line)) ?? lines.findLast((line) => line !== '') ?? '';
}

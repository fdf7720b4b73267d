// `npm start [-- --terminal] [arguments]`: sets up, builds, then opens the app, or does the main job in the terminal.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { build } from './build.mjs';
import { checkout, exitOnFailure, setUp } from './setup.mjs';
import { hasDisplay } from './setup/system-libraries.mjs';
import { sandboxArguments } from './setup/sandbox.mjs';

const given = process.argv.slice(2);
const window = hasDisplay() && !given.includes('--terminal');
const passedOn = given.filter((argument) => argument !== '--terminal');

await setUp({ goal: 'start', window })
  .then(() => build())
  .then(() => (window ? openWindow() : runInTerminal()))
  .catch(exitOnFailure);

async function openWindow() {
  const electron = createRequire(import.meta.url)('electron');
  const onlyWayland =
    process.platform === 'linux' && !process.env.DISPLAY ? ['--ozone-platform-hint=auto'] : [];
  await become(electron, [...sandboxArguments(passedOn), ...onlyWayland, checkout, ...passedOn]);
}

async function runInTerminal() {
  await become(process.execPath, [
    path.join(checkout, 'out', 'main', 'cli.js'),
    'tour',
    ...passedOn,
  ]);
}

/** Runs a program in the place of this one: its terminal, its signals, its exit code. */
async function become(command, args) {
  // Left over from a terminal inside another Electron program, this variable would make Electron a plain Node.
  const env = { ...process.env };
  delete env.ELECTRON_RUN_AS_NODE;
  const child = spawn(command, args, { stdio: 'inherit', env });
  process.on('SIGINT', () => {}); // the terminal sends it to the child as well, which saves its work and ends
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const [code, signal] = await once(child, 'close');
  process.exitCode = code ?? 128 + os.constants.signals[signal];
}

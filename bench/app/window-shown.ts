import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  appEnv,
  appFolder,
  electronArgs,
  electronFile,
  temporaryFolder,
} from '../../test/e2e/support/app';

const LIMIT_MS = 60_000;

/** Starts the app as a person does, without anything attached to it, and reads from its log when its window was shown. */
export async function windowShown(
  times: number,
): Promise<{ first: readonly number[]; later: readonly number[] }> {
  const first: number[] = [];
  const later: number[] = [];
  for (let i = 0; i < times; i++) {
    const userData = temporaryFolder('bench-user');
    const library = temporaryFolder('bench-library');
    try {
      first.push(await startOnce(userData, library));
      later.push(await startOnce(userData, library));
    } finally {
      rmSync(userData, { recursive: true, force: true });
      rmSync(library, { recursive: true, force: true });
    }
  }
  return { first, later };
}

async function startOnce(userData: string, library: string): Promise<number> {
  const log = join(userData, 'logs', 'inkling.log');
  rmSync(log, { force: true });
  const app = spawn(electronFile, electronArgs(userData), {
    cwd: appFolder,
    env: appEnv(library),
    stdio: 'ignore',
  });
  const ended = once(app, 'exit');
  try {
    const limit = Date.now() + LIMIT_MS;
    while (Date.now() < limit) {
      await setTimeout(20);
      const line = existsSync(log)
        ? /Window shown (\d+) ms after/.exec(readFileSync(log, 'utf8'))
        : null;
      if (line !== null) return Number(line[1]);
    }
    throw new Error(`No window in ${LIMIT_MS} ms; the log is ${log}.`);
  } finally {
    app.kill();
    await ended;
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { NormalUser } from './installed';

/** What a user's programs find in their environment: nothing of whoever runs the tests, and no sign of an automatic build. */
function environment(user: NormalUser, display: boolean): Record<string, string> {
  const { DISPLAY, XAUTHORITY } = process.env;
  const own: Record<string, string> = {
    HOME: user.home,
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LC_ALL: 'C.UTF-8',
  };
  if (!display) return own;
  if (DISPLAY === undefined) throw new Error('There is no display: start this by npm test.');
  if (XAUTHORITY !== undefined) {
    own['XAUTHORITY'] = path.join(user.home, '.Xauthority');
    fs.copyFileSync(XAUTHORITY, own['XAUTHORITY']);
    fs.chownSync(own['XAUTHORITY'], user.uid, user.gid);
  }
  return { ...own, DISPLAY };
}

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command as the user to its end. `onOutput` hears all of standard output each time more has come; `interrupt` is Ctrl-C. */
export async function run(
  user: NormalUser,
  [command, ...args]: readonly [string, ...string[]],
  options: {
    readonly display?: boolean;
    readonly onOutput?: (stdout: string, interrupt: () => void) => void;
  } = {},
): Promise<Ended> {
  const child = spawn(command, args, {
    uid: user.uid,
    gid: user.gid,
    cwd: user.home,
    env: environment(user, options.display ?? false),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a process group of its own, as a terminal gives it
  });
  let stdout = '';
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    options.onOutput?.(stdout, () => process.kill(-child.pid!, 'SIGINT'));
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** The window, open on the user's display. */
export interface OpenWindow {
  readonly pid: number;
  readonly page: Page;
  /** The one port it listens on, because this test asks it to. */
  readonly debuggingPort: number;
  readonly sandboxed: boolean;
  close(): Promise<void>;
}

/**
 * Opens the installed program's window. Its fuses keep Node's inspector shut, so the page is driven over Chromium's own protocol.
 * Where the kernel refuses the sandbox (most containers do), it is opened without one.
 */
export async function openWindow(user: NormalUser, program: string): Promise<OpenWindow> {
  const first = await tryToOpen(user, program, []);
  if ('page' in first) return { ...first, sandboxed: true };
  if (!/sandbox|namespace/i.test(first.stderr))
    throw new Error(`It did not open:\n${first.stderr}`);
  const second = await tryToOpen(user, program, ['--no-sandbox']);
  if ('page' in second) return { ...second, sandboxed: false };
  throw new Error(`It did not open:\n${second.stderr}`);
}

async function tryToOpen(
  user: NormalUser,
  program: string,
  switches: readonly string[],
): Promise<Omit<OpenWindow, 'sandboxed'> | { readonly stderr: string }> {
  const child = spawn(program, ['--remote-debugging-port=0', ...switches], {
    uid: user.uid,
    gid: user.gid,
    cwd: user.home,
    env: environment(user, true),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  const debuggingPort = await new Promise<number | null>((resolve) => {
    child.on('close', () => {
      resolve(null);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(stderr)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
  if (debuggingPort === null) return { stderr };
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${debuggingPort}`);
  return {
    pid: child.pid!,
    page: await firstPage(browser),
    debuggingPort,
    close: () => quit(child, browser),
  };
}

async function firstPage(browser: Browser): Promise<Page> {
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('Chromium has no context.');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await page.waitForLoadState('load');
  return page;
}

async function quit(child: ChildProcess, browser: Browser): Promise<void> {
  const ended = once(child, 'exit');
  await browser.close(); // lets go of the protocol; the program stays
  child.kill('SIGTERM');
  await ended;
}

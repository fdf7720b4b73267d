import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Args, RequestName, Result } from '../../../src/contract/contract';
import type { Preload } from '../../../src/contract/client';

/** The checkout, with the built app in out/. */
export const appFolder = path.resolve(import.meta.dirname, '../../..');
/** The Electron that set-up has put in place. */
export const electronFile = createRequire(import.meta.url)('electron') as unknown as string;

export interface LaunchOptions {
  /** Settings, window state and log; a new folder unless given. */
  readonly userData?: string;
  /** A new library unless given. */
  readonly library?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}

/** The real app in the real Electron, with folders of its own. */
export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  readonly library: string;
  /** Asks main as the page does. Rejects with the error's sentence. */
  readonly invoke: <N extends RequestName>(name: N, ...args: InvokeArgs<N>) => Promise<Result<N>>;
  /** What the app has logged as errors since it started, those of the page and of its security policy among them. */
  readonly problems: () => string[];
  /** Waits for a problem that a test has provoked, and expects all like it that are there by then. */
  readonly takeProblems: (pattern: RegExp) => Promise<void>;
  /** Ends the app. Fails if there was a problem that nobody took. */
  readonly close: () => Promise<void>;
}
type InvokeArgs<N extends RequestName> = undefined extends Args<N> ? [] : [args: Args<N>];

/** Arguments every start needs, before those of the app. Root has no sandbox to be in. */
export function electronArgs(userData: string): string[] {
  return [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--user-data-dir=${userData}`,
    appFolder,
  ];
}

export function temporaryFolder(name: string): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), `inkling-${name}-`));
}

/** English whatever the machine speaks, and no sight of the developer's own library. */
export function appEnv(library: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    ...Object.fromEntries(inherited.filter(([name]) => !/^(ELECTRON|INKLING|TF|NODE)_/.test(name))),
    LANGUAGE: 'en',
    LC_ALL: 'C.UTF-8',
    INKLING_LIBRARY: library,
  };
}

export async function launchApp(options: LaunchOptions = {}): Promise<RunningApp> {
  const userData = options.userData ?? temporaryFolder('user');
  const library = options.library ?? temporaryFolder('library');
  const electron = await _electron.launch({
    // Without a path Playwright takes the project's Electron and holds the app back until it is connected.
    args: [...electronArgs(userData), ...(options.args ?? [])],
    env: { ...appEnv(library), ...options.env },
    cwd: appFolder,
    // The theme is the app's to say, not Playwright's.
    colorScheme: null,
  });
  let expected: readonly string[] = [];
  const problems = () => loggedErrors(userData).filter((line) => !expected.includes(line));
  const page = await electron.firstWindow();
  await page.waitForLoadState('load');

  return {
    electron,
    page,
    userData,
    library,
    problems,
    invoke: (name, ...args) => invoke(page, name, args[0]),
    async takeProblems(pattern) {
      const meant = () => problems().filter((line) => pattern.test(line));
      await expect.poll(meant).not.toEqual([]);
      expected = [...expected, ...meant()];
    },
    async close() {
      await electron.close();
      const left = problems();
      if (options.userData === undefined) fs.rmSync(userData, { recursive: true, force: true });
      if (options.library === undefined) fs.rmSync(library, { recursive: true, force: true });
      expect(left).toEqual([]);
    },
  };
}

/** Process ids of the app's workers. */
export function workers({ electron }: Pick<RunningApp, 'electron'>): Promise<number[]> {
  return electron.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter(({ name }) => name === 'Inkling worker')
      .map(({ pid }) => pid),
  );
}

/**
 * What the app logged as an error: its own bugs, and everything Chromium complains of in the page (thrown errors, failed
 * loads, refusals of the content security policy).
 */
function loggedErrors(userData: string): string[] {
  const file = path.join(userData, 'logs', 'inkling.log');
  if (!fs.existsSync(file)) return [];
  return fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.includes('[error]'));
}

async function invoke<N extends RequestName>(
  page: Page,
  name: N,
  args: Args<N> | undefined,
): Promise<Result<N>> {
  const reply = await page.evaluate(
    ([name, args]) => {
      const { inkling } = globalThis as unknown as { inkling: Preload };
      return inkling.invoke(name, args);
    },
    [name, args] as const,
  );
  const { ok, value, error } = reply as {
    ok: boolean;
    value: Result<N>;
    error: { message: string };
  };
  if (!ok) throw new Error(error.message);
  return value;
}

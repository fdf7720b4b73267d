import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { checkout } from '../setup.mjs';

/** Starts the built app with folders of its own. What a picture shows must not depend on who takes it: a plain library, UTC. */
export async function launch() {
  const require = createRequire(import.meta.url);
  const { _electron } = require('playwright-core');
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'inkling-screenshots-'));
  const electron = await _electron.launch({
    executablePath: require('electron'),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--user-data-dir=${path.join(home, 'user')}`,
      checkout,
    ],
    env: {
      ...process.env,
      LANGUAGE: 'en',
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      INKLING_LIBRARY: path.join(home, 'library'),
    },
    colorScheme: null,
  });
  const page = await electron.firstWindow();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  return {
    electron,
    page,
    async close() {
      await electron.close();
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}

export function setWindow(electron, { width, height }) {
  return electron.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0].setContentSize(size.width, size.height);
    },
    { width, height },
  );
}

// `npm run screenshots`: the real app with real data; one picture of each view in each theme, to docs/screenshots/.
/* global window, document -- in functions that the page runs */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { build } from './build.mjs';
import { hasDisplay } from './setup/system-libraries.mjs';
import { checkout, exitOnFailure, setUp } from './setup.mjs';

const views = ['sketch', 'data', 'train', 'settings'];
const themes = ['light', 'dark'];
const size = { width: 1280, height: 800 };
/** The drawing that is shown, and the digit of the data set that is open: a 2 in the third row. */
const drawing = path.join(checkout, 'test', 'fixtures', 'strokes', '4-quick.json');
const openDigit = { x: 240, y: 170 };
const paper = 420;

if (!hasDisplay(process.env)) {
  // The same again on a display that nobody sees.
  const again = ['--auto-servernum', '--server-args=-screen 0 1600x1200x24', process.execPath];
  const child = spawn('xvfb-run', [...again, ...process.argv.slice(1)], { stdio: 'inherit' });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  await setUp({ goal: 'test' })
    .then(() => build())
    .catch(exitOnFailure);
  await takeAll(path.join(checkout, 'docs', 'screenshots'));
}

async function takeAll(folder) {
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
    // What a picture shows must not depend on who takes it: English, and a library in a place with a plain name.
    env: {
      ...process.env,
      LANGUAGE: 'en',
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      INKLING_LIBRARY: path.join(home, 'library'),
    },
  });
  const page = await electron.firstWindow();
  await electron.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0].setContentSize(width, height);
  }, size);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const goTo = (view) => page.locator('nav button').nth(views.indexOf(view)).click();

  await goTo('train');
  await page.locator('button[type=submit]').click();
  await page.locator('.figures.done').waitFor({ timeout: 300_000 });
  await goTo('sketch');
  await draw(page, JSON.parse(fs.readFileSync(drawing, 'utf8')));
  await goTo('data');
  await page.locator('.scroller').click({ position: openDigit });

  fs.mkdirSync(folder, { recursive: true });
  for (const theme of themes) {
    await page.evaluate((theme) => window.inkling.invoke('settings.set', { theme }), theme);
    for (const view of views) {
      await goTo(view);
      await page.mouse.move(size.width - 4, size.height / 2);
      await page.evaluate(() => document.activeElement.blur());
      // Fonts, charts and images are painted when the page has been idle for a moment.
      await page.waitForTimeout(500);
      const file = path.join(folder, `${view}-${theme}.png`);
      await page.screenshot({ path: file });
      console.log(path.relative(checkout, file));
    }
  }
  await electron.close();
  fs.rmSync(home, { recursive: true, force: true });
}

async function draw(page, { strokes }) {
  const box = await page.locator('.paper canvas').boundingBox();
  const at = ({ x, y }) => [box.x + (x * box.width) / paper, box.y + (y * box.height) / paper];
  for (const { points } of strokes) {
    await page.mouse.move(...at(points[0]));
    await page.mouse.down();
    for (const point of points.slice(1)) await page.mouse.move(...at(point));
    await page.mouse.up();
  }
}

// `npm run screenshots`: the real app with real data; every view in each theme, language and window size, to
// test-results/screenshots/. Those that the documents show are copied to docs/screenshots/.
/* global window, document -- in functions that the page runs */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { launch, setWindow } from './screenshots/app.mjs';
import { fillLibrary, openEveryView, views } from './screenshots/scene.mjs';
import { hasDisplay } from './setup/system-libraries.mjs';
import { checkout, exitOnFailure, setUp } from './setup.mjs';

const themes = ['light', 'dark'];
const languages = ['en', 'zh-CN'];
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1200 },
];

/** What the documents show: everything in English at the smaller size, and what people work in also in Chinese. */
function isShown({ view, theme, language, size }) {
  if (size !== sizes[0]) return false;
  return language === 'en' || (theme === 'light' && view !== 'settings');
}

if (!hasDisplay(process.env)) {
  // The same again on a display that nobody sees.
  const again = ['--auto-servernum', '--server-args=-screen 0 1920x1200x24', process.execPath];
  const child = spawn('xvfb-run', [...again, ...process.argv.slice(1)], { stdio: 'inherit' });
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  await setUp({ goal: 'test' })
    .then(() => build())
    .catch(exitOnFailure);
  await takeAll(
    path.join(checkout, 'test-results', 'screenshots'),
    path.join(checkout, 'docs', 'screenshots'),
  );
}

async function takeAll(all, shown) {
  const { page, electron, close } = await launch();
  await setWindow(electron, sizes[0]);
  await fillLibrary(page);
  await openEveryView(page);
  for (const folder of [all, shown]) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
  }
  for (const size of sizes) {
    await setWindow(electron, size);
    for (const language of languages) {
      for (const theme of themes) {
        await page.evaluate((change) => window.inkling.invoke('settings.set', change), {
          theme,
          language,
        });
        for (const view of views) {
          await view.show(page);
          await settle(page, size);
          const name = `${view.name}-${theme}${language === 'en' ? '' : `-${language}`}`;
          const file = path.join(all, `${name}-${size.width}.png`);
          await page.screenshot({ path: file });
          if (isShown({ view: view.name, theme, language, size })) {
            fs.copyFileSync(file, path.join(shown, `${name}.png`));
          }
          console.log(path.relative(checkout, file));
        }
      }
    }
  }
  await close();
}

/** Nothing is hovered or focused; fonts, charts and images are painted when the page has been idle for a moment. */
async function settle(page, { width, height }) {
  await page.mouse.move(width - 4, height / 2);
  await page.evaluate(() => document.activeElement.blur());
  await page.waitForTimeout(600);
}

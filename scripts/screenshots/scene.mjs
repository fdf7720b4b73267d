/* global window, document -- in functions that the page runs */
// What the pictures show: a few real trainings, a drawn digit, an open example.
import fs from 'node:fs';
import path from 'node:path';
import { checkout } from '../setup.mjs';

const drawing = path.join(checkout, 'test', 'fixtures', 'strokes', '4-quick.json');
/** Side of the paper the strokes' coordinates are measured on. */
const paper = 420;

/** Short ones: the pictures are to show what a library looks like, not what a network can do. */
const recipes = [
  ...[1, 2, 3].map((seed) => ({ name: 'The article’s network', epochs: 3, seed })),
  {
    name: 'Two layers, Adam',
    network: {
      hidden: [
        { units: 64, activation: 'gelu' },
        { units: 32, activation: 'gelu' },
      ],
    },
    optimizer: { type: 'adam' },
    schedule: { type: 'cosine', warmupEpochs: 0 },
    validation: { count: 5000 },
    epochs: 4,
  },
];

const goTo = (name) => async (page) => {
  const at = views.findIndex((view) => view.name === name);
  await page.locator('nav button').nth(at).click();
};

/** In the order of the navigation. */
export const views = ['sketch', 'data', 'train', 'runs', 'settings'].map((name) => ({
  name,
  show: goTo(name),
}));

/** Trains, one after another, and waits for each. */
export async function fillLibrary(page) {
  for (const recipe of recipes) {
    await page.evaluate(async (recipe) => {
      const ask = async (name, args) => {
        const reply = await window.inkling.invoke(name, args);
        if (!reply.ok) throw new Error(JSON.stringify(reply.error));
        return reply.value;
      };
      const run = await ask('run.start', recipe);
      for (;;) {
        const { status } = await ask('run.get', run);
        if (status === 'finished') return;
        if (status !== 'running') throw new Error(`a training is ${status}`);
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }, recipe);
  }
}

/** Draws a digit, opens an example; every view has loaded what it shows. */
export async function openEveryView(page) {
  await goTo('sketch')(page);
  await draw(page, JSON.parse(fs.readFileSync(drawing, 'utf8')));
  await goTo('train')(page);
  await page.locator('.uplot').first().waitFor({ timeout: 60_000 });
  await goTo('data')(page);
  await page.locator('.scroller').click({ position: { x: 240, y: 170 } });
  await page.waitForTimeout(1000);
}

async function draw(page, { strokes }) {
  const box = await page.locator('.paper canvas').first().boundingBox();
  const at = ({ x, y }) => [box.x + (x * box.width) / paper, box.y + (y * box.height) / paper];
  for (const { points } of strokes) {
    await page.mouse.move(...at(points[0]));
    await page.mouse.down();
    for (const point of points.slice(1)) await page.mouse.move(...at(point));
    await page.mouse.up();
  }
  await page.evaluate(() => document.activeElement.blur());
}

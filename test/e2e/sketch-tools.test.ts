import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rasterize } from '../../src/core/digit/raster';
import { shiftDrawing, type Drawing } from '../../src/core/digit/strokes';
import { drawings } from '../support/drawing-variants';
import { launchApp, type RunningApp } from './support/app';
import { draw, scribble } from './support/draw';
import { eventually } from './support/views';

let running: RunningApp;
beforeAll(async () => {
  running = await launchApp();
  await running.page.locator('.paper canvas').waitFor();
});
afterAll(async () => {
  await running.close();
});

const named = (name: string): Drawing => drawings().find((one) => one.name === name)!.drawing;
const digit = () => running.page.locator('.verdict .digit').innerText();
async function clear(): Promise<void> {
  await running.page.keyboard.press('Control+k');
  await running.page.locator('.hint').waitFor();
}
/** Waits until the reading is of the finished drawing. */
async function settled(): Promise<string> {
  await running.page.getByRole('button', { name: 'Right', exact: true }).waitFor();
  return (await digit()).trim();
}

/** A photo of drawings: dark ink on light paper, or chalk on a slate. */
async function photograph(all: readonly Drawing[], dark = false): Promise<Buffer> {
  const frame = { left: -60, top: -60, scale: 1, width: 1000, height: 560 };
  const { pixels, width, height } = rasterize(
    all.flatMap(({ strokes }) => strokes),
    20,
    frame,
  );
  const grey = Uint8Array.from(pixels, (ink) => (dark ? 40 + 0.7 * ink : 230 - 0.7 * ink));
  return sharp(grey, { raw: { width, height, channels: 1 } })
    .jpeg()
    .toBuffer();
}

/** Drops a file on the window, as a file manager does. */
async function drop(name: string, bytes: Buffer): Promise<void> {
  const base64 = bytes.toString('base64');
  await running.page.evaluate(
    ({ name, base64 }) => {
      const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([data], name));
      for (const type of ['dragover', 'drop']) {
        const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
        document.querySelector('.paper')!.dispatchEvent(event);
      }
    },
    { name, base64 },
  );
}

test('a 1 drawn by keys alone is read as 1, and each step is told', async () => {
  const { page } = running;
  await page.locator('.paper').focus();
  await page.keyboard.press('Space');
  for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowDown');
  await eventually(() => page.locator('#pad-keys + [aria-live]').innerText()).toContain('Pen down');
  await page.keyboard.press('Space');
  expect(await settled()).toBe('1');
  expect(await page.locator('.cursor').isVisible()).toBe(true);
  await page.keyboard.press('Control+z');
  await page.locator('.hint').waitFor();
  await page.keyboard.press('Control+y');
  expect(await settled()).toBe('1');
  await clear();
});

test('what a pen presses is broader, on the paper and for the network', async () => {
  const { page } = running;
  const ink = await page.evaluate(async () => {
    const canvas = document.querySelector<HTMLCanvasElement>('.paper canvas')!;
    const box = canvas.getBoundingClientRect();
    const send = (type: string, y: number, pressure: number) =>
      canvas.dispatchEvent(
        new PointerEvent(type, {
          pointerType: 'pen',
          pointerId: 1,
          isPrimary: true,
          button: 0,
          clientX: box.left + 200,
          clientY: box.top + y,
          pressure,
          bubbles: true,
        }),
      );
    // A pointer that is not really there cannot be captured.
    canvas.setPointerCapture = () => undefined;
    send('pointerdown', 60, 0.1);
    for (let y = 64; y <= 340; y += 4) send('pointerrawupdate', y, (y - 60) / 280);
    send('pointerup', 340, 0);
    await new Promise(requestAnimationFrame);
    const { data, width } = canvas
      .getContext('2d')!
      .getImageData(0, 0, canvas.width, canvas.height);
    const scale = width / box.width;
    const widthAt = (y: number) => {
      const row = Math.round(y * scale) * width;
      let count = 0;
      for (let x = 0; x < width; x++) if (data[4 * (row + x) + 3]! > 127) count++;
      return count / scale;
    };
    return { light: widthAt(90), heavy: widthAt(320) };
  });
  expect(ink.heavy).toBeGreaterThan(1.5 * ink.light);
  await settled();
  await clear();
});

describe('a photo', () => {
  test('dropped on the window is read, chalk on a slate as ink on paper, and can be undone', async () => {
    const { page } = running;
    for (const dark of [false, true]) {
      await drop('seven.jpg', await photograph([named('7-neat')], dark));
      await page.locator('.paper img').waitFor();
      expect(await settled()).toBe('7');
      await page.keyboard.press('Control+z');
      await page.locator('.hint').waitFor();
    }
  });

  test('opened by the button is read', async () => {
    const { page } = running;
    const buffer = await photograph([named('4-quick')]);
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'four.jpg', mimeType: 'image/jpeg', buffer });
    await page.locator('.paper img').waitFor();
    expect(await settled()).toBe('4');
    await clear();
  });

  test.each([
    [
      'several digits',
      'pair.jpg',
      () => photograph([named('4-neat'), shiftDrawing(named('2-neat'), 400, 0)]),
      /pair\.jpg: 2 digits/,
    ],
    ['no ink', 'blank.jpg', () => photograph([]), /blank\.jpg: no digit was found/],
    [
      'no picture',
      'notes.txt',
      () => Promise.resolve(Buffer.from('seven')),
      /notes\.txt could not be read as a picture/,
    ],
  ])('with %s is refused in a sentence, and the paper stays', async (_, name, make, sentence) => {
    const { page } = running;
    await draw(page, named('7-neat'));
    await settled();
    await drop(name, await make());
    await eventually(() => page.locator('[role=alert]').first().innerText()).toMatch(sentence);
    expect(await settled()).toBe('7');
    await clear();
  });
});

describe('right and wrong', () => {
  test('keep the drawing with what it is; both can be undone', async () => {
    const { page, invoke } = running;
    await draw(page, named('7-neat'));
    await settled();
    await page.getByRole('button', { name: 'Right', exact: true }).click();
    await page.getByText('Kept as 7.').waitFor();
    await page.getByRole('button', { name: 'Undo', exact: true }).nth(0).waitFor();
    await clear();

    await draw(page, named('4-quick'));
    await settled();
    await page.getByRole('button', { name: 'Wrong', exact: true }).click();
    await page.getByRole('button', { name: 'It is 9' }).click();
    await page.getByText('Kept as 9.').waitFor();
    const kept = await invoke('drawings.list');
    expect(kept.map(({ className, readAs }) => [className, readAs])).toEqual([
      ['9', '4'],
      ['7', '7'],
    ]);
    expect(kept[0]!.strokes!.strokes.length).toBeGreaterThan(0);
    await page.locator('.judge').getByRole('button', { name: 'Undo' }).click();
    await eventually(async () => (await invoke('drawings.list')).length).toBe(1);
    await clear();
  });

  test('kept drawings are listed; a deleted one comes back', async () => {
    const { page } = running;
    const strip = page.locator('section[aria-labelledby=kept-title]');
    await strip.getByRole('button', { name: /^Delete: 7/ }).click();
    await eventually(() => strip.locator('li').count()).toBe(0);
    await strip.getByRole('button', { name: 'Undo' }).click();
    await eventually(() => strip.locator('li').count()).toBe(1);
  });
});

async function chooseNetwork(name: string): Promise<void> {
  const { page } = running;
  await page.getByRole('combobox', { name: /^Network: / }).click();
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
  await eventually(() => page.locator('nav .model').innerText()).toBe(name);
}

/** The strip lies below the paper. */
const backToPaper = () =>
  running.page.locator('main').evaluate((view) => {
    view.scrollTo(0, 0);
  });

test('the nearest training digits come with their labels', async () => {
  const { page } = running;
  await backToPaper();
  await draw(page, named('7-neat'));
  await settled();
  const labels = page.locator('section[aria-labelledby=nearest-title] li b');
  await eventually(() => labels.count()).toBe(8);
  // How near they lie is measured after.
  await eventually(() => page.getByRole('progressbar').count()).toBe(0);
  const found = await labels.allInnerTexts();
  expect(found.filter((label) => label === '7').length).toBeGreaterThanOrEqual(6);
});

test('reading all training digits can be stopped, and then begins only when it is asked for', async () => {
  const { page } = running;
  const section = page.locator('section[aria-labelledby=nearest-title]');
  await chooseNetwork('Article’s network');
  await section.getByRole('progressbar').waitFor();
  await section.getByRole('button', { name: 'Stop' }).click();
  const again = section.getByRole('button', { name: 'Read them' });
  await again.waitFor();
  await backToPaper();
  await clear();
  await draw(page, named('4-neat'));
  await settled();
  expect(await section.getByRole('progressbar').count()).toBe(0);
  expect(await section.locator('li b').count()).toBe(0);
  await again.click();
  await section.getByRole('progressbar').waitFor();
  // Another network ends it, and has read them all before.
  await backToPaper();
  await chooseNetwork('Strongest network');
  await eventually(() => section.locator('li b').count()).toBe(8);
  expect(await section.getByRole('progressbar').count()).toBe(0);
});

test('a scribble is said to be perhaps no digit, a digit is not', async () => {
  const { page } = running;
  const notice = page.getByText('This may not be a digit.');
  expect(await notice.count()).toBe(0);
  await clear();
  await draw(page, scribble);
  await settled();
  await notice.waitFor();
  await clear();
  expect(await notice.count()).toBe(0);
  await draw(page, named('7-neat'));
  await settled();
});

test('what decided is drawn over the picture, and stands in a table', async () => {
  const { page } = running;
  for (const [name, method] of [
    ['Gradient × input', /Gradient × input for 7/],
    ['Occlusion', /Occlusion for 7/],
  ] as const) {
    await page.getByRole('radio', { name }).click();
    await page.getByRole('img', { name: method }).waitFor();
    expect(await page.locator('details td').count()).toBe(49);
  }
  await page.getByRole('radio', { name: 'Ink' }).click();
  await clear();
});

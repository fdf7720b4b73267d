import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchApp, type RunningApp } from './support/app';
import { goTo } from './support/views';

let running: RunningApp;
beforeAll(async () => {
  running = await launchApp();
  await goTo(running.page, 'data');
  await running.page.locator('.scroller canvas').waitFor();
});
afterAll(async () => {
  await running.close();
});

const count = () => running.page.locator('.filters .count').innerText();
async function choose(group: string, option: string): Promise<void> {
  await running.page
    .getByRole('radiogroup', { name: group })
    .getByRole('radio', { name: option, exact: true })
    .click();
}

describe('filters', () => {
  test.each([
    ['All', 'Both', '70,000 digits'],
    ['7', 'Both', '7,293 digits'],
    ['7', 'Test', '1,028 digits'],
    ['5', 'Training', '5,421 digits'],
    ['All', 'Training', '60,000 digits'],
    ['All', 'Test', '10,000 digits'],
    ['All', 'Both', '70,000 digits'],
  ])('label %s, set %s: %s', async (label, split, shown) => {
    await choose('Label', label);
    await choose('Set', split);
    expect(await count()).toBe(shown);
  });

  test('only digits of the label are shown', async () => {
    const { page } = running;
    await choose('Label', '3');
    await page.locator('.scroller').focus();
    const labels = new Set<string>();
    for (const key of ['Home', 'ArrowRight', 'PageDown', 'ArrowDown', 'End']) {
      await page.keyboard.press(key);
      labels.add(await page.locator('aside .label').innerText());
    }
    expect([...labels]).toEqual(['3']);
    await choose('Label', 'All');
  });
});

describe('one digit', () => {
  test('a click opens it, arrow keys move on, and its facts follow', async () => {
    const { page } = running;
    await page.locator('.scroller').click({ position: { x: 30, y: 30 } });
    const facts = () => page.locator('aside dd').allInnerTexts();
    // MNIST's first training digits are 5, 0, 4, 1.
    expect((await facts()).slice(0, 3)).toEqual(['5', 'Training', '1 of 60,000']);
    await page.keyboard.press('ArrowRight');
    expect((await facts()).slice(0, 3)).toEqual(['0', 'Training', '2 of 60,000']);
    await page.keyboard.press('End');
    expect((await facts()).slice(0, 3)).toEqual(['6', 'Test', '10,000 of 10,000']);
    expect(await page.locator('[role=option]').getAttribute('aria-label')).toBe(
      'A 6, test digit number 10,000',
    );
    await page.keyboard.press('Home');
  });
});

describe('scrolling', () => {
  test.each(['Small', 'Medium', 'Large'])(
    '20,000 pixels leave no tile unpainted in any frame (%s)',
    async (size) => {
      const { page } = running;
      await choose('Size', size);
      await page.locator('.scroller').evaluate((scroller) => {
        scroller.scrollTop = 0;
      });
      const found = await page.locator('.scroller').evaluate(async (scroller) => {
        const canvas = scroller.querySelector('canvas')!;
        const context = canvas.getContext('2d')!;
        const frame = () => new Promise((done) => requestAnimationFrame(done));
        let frames = 0;
        let unpainted = 0;
        let uncovered = 0;
        for (let top = 0; top <= 20_000; top += 160) {
          scroller.scrollTop = top;
          // The scroll event and what it paints come before the second frame's callbacks.
          await frame();
          await frame();
          frames += 1;
          const box = canvas.getBoundingClientRect();
          const window = scroller.getBoundingClientRect();
          const bottom = window.top + scroller.clientHeight;
          if (box.top > window.top + 1 || box.bottom < bottom - 1) uncovered += 1;
          const columns = Math.round(box.width / (box.height / canvas.height) / tileSide());
          const side = canvas.width / columns;
          const picture = context.getImageData(0, 0, canvas.width, canvas.height).data;
          for (let y = 0; y + side <= canvas.height; y += side) {
            for (let x = 0; x < canvas.width; x += side) {
              if (!hasInk(picture, canvas.width, x, y, side)) unpainted += 1;
            }
          }
        }
        return { frames, unpainted, uncovered };

        /** 28 pixels and the paper between two tiles, read from the chosen tile's width. */
        function tileSide(): number {
          const option = scroller.querySelector('[role=option]')!;
          const scale = canvas.getBoundingClientRect().width / canvas.width;
          return Math.round(parseFloat((option as HTMLElement).style.width) / scale);
        }
        function hasInk(
          picture: Uint8ClampedArray,
          width: number,
          left: number,
          top: number,
          side: number,
        ): boolean {
          let least = 255;
          let most = 0;
          for (let y = top + 4; y < top + side - 4; y++) {
            for (let x = left + 4; x < left + side - 4; x++) {
              const i = (y * width + x) * 4;
              if (picture[i + 3] === 0) return false;
              least = Math.min(least, picture[i]!);
              most = Math.max(most, picture[i]!);
            }
          }
          return most - least > 60;
        }
      });
      expect(found).toEqual({ frames: 126, unpainted: 0, uncovered: 0 });
    },
  );
});

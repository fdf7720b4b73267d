import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMessages, type Language } from '../../src/messages';
import { drawings } from '../support/drawing-variants';
import { launchApp, workers, type RunningApp } from './support/app';
import { draw } from './support/draw';
import { eventually, goTo } from './support/views';

let running: RunningApp;
beforeAll(async () => {
  running = await launchApp();
  await running.page.locator('nav').waitFor();
});
afterAll(async () => {
  await running.close();
});

const english = createMessages('en').t;
const button = (name: string) => running.page.getByRole('button', { name, exact: true });
const header = () => running.page.locator('.run header').first().innerText();
const note = () => running.page.locator('.run .note').first().innerText();

async function speak(language: Language): Promise<void> {
  await running.invoke('settings.set', { language });
  await running.page.waitForFunction(
    (language) => document.documentElement.lang === language,
    language,
  );
}
async function start(t: typeof english, name: string, epochs: number): Promise<void> {
  const { page } = running;
  await page.getByLabel(t('knobs:name'), { exact: true }).fill(name);
  await page.getByLabel(t('knobs:epochs'), { exact: true }).fill(String(epochs));
  await button(t('train:start')).click();
}
/** The process that trains. */
async function worker(): Promise<number> {
  await eventually(async () => (await workers(running)).length).toBe(1);
  return (await workers(running))[0]!;
}
async function hasSteps(name: string): Promise<void> {
  const steps = async () =>
    (await running.invoke('run.list')).find(({ recipe }) => recipe.name === name)?.step ?? 0;
  await eventually(steps).toBeGreaterThan(0);
}

describe('before anything was trained', () => {
  test.each(['en', 'zh-CN'] as const)('each view says what to do, in %s', async (language) => {
    const { page } = running;
    const { t } = createMessages(language);
    await speak(language);
    await goTo(page, 'train');
    await page.getByText(t('train:empty'), { exact: true }).waitFor();
    await page.getByText(t('train:empty.text'), { exact: true }).waitFor();
    await goTo(page, 'runs');
    await page.getByText(t('runs:empty.text'), { exact: true }).waitFor();
    await goTo(page, 'sketch');
    await page.getByText(t('sketch:kept.empty'), { exact: true }).waitFor();
    await page.getByText(t('why:empty'), { exact: true }).waitFor();
    await page.getByText(t('sketch:judge.empty'), { exact: true }).waitFor();
    await goTo(page, 'runs');
    await button(t('runs:empty.train')).click();
    await page.getByRole('heading', { name: t('train:title'), exact: true }).waitFor();
    await speak('en');
  });
});

describe('a network without a hidden layer', () => {
  test('is trained, and no images of a first layer are promised', async () => {
    const { page } = running;
    await goTo(page, 'train');
    await button(english('knobs:layers.remove', { layer: 1 })).click();
    await page.getByText(english('knobs:layers.none'), { exact: true }).waitFor();
    await eventually(() => page.locator('.estimate').innerText()).toContain('7,850 weights');
    await start(english, 'Linear', 1);
    await eventually(header).toContain(english('train:status.finished'));
    expect(await header()).toContain('784-10 ');
    expect(await page.getByRole('heading', { name: english('train:weights') }).count()).toBe(0);
    const [run] = await running.invoke('run.list');
    expect(run!.testAccuracy).toBeGreaterThan(0.85);
  });

  test('reads a drawing, shows what decided, and has nearest digits by their pixels', async () => {
    const { page } = running;
    await button(english('train:tip.use')).click();
    await draw(page, drawings().find(({ name }) => name === '7-neat')!.drawing);
    await eventually(() => page.locator('.verdict .digit').innerText()).toBe('7');
    const nearest = page.locator('section[aria-labelledby=nearest-title]');
    await eventually(() => nearest.innerText()).toContain(english('sketch:nearest.pixels'));
    expect(await nearest.locator('li b').count()).toBe(8);
    for (const method of ['gradient', 'occlusion'] as const) {
      await page.getByRole('radio', { name: english(`sketch:sees.${method}`) }).click();
      const digit = { digit: '7' };
      await page.getByRole('img', { name: english(`sketch:saliency.${method}`, digit) }).waitFor();
    }
  });

  test('is compared with one that has a layer', async () => {
    const { page } = running;
    await goTo(page, 'train');
    await button(english('knobs:layers.add')).click();
    await page.getByLabel(english('knobs:layers.units', { layer: 1 })).fill('16');
    await start(english, 'One layer', 1);
    await eventually(header).toContain('784-16-10 ');
    await eventually(header).toContain(english('train:status.finished'));
    await goTo(page, 'runs');
    const table = page.getByRole('treegrid');
    await table.focus();
    for (const key of ['Home', 'Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    await button(english('runs:compare')).click();
    const differences = page.getByRole('region', { name: english('runs:differences') });
    await differences.waitFor();
    expect(await differences.locator('tbody th').allInnerTexts()).toEqual([
      english('runs:field.network.hidden'),
    ]);
    await button(english('runs:paired.start')).click();
    await page.getByText(/looked at [\d,]+ times/).waitFor();
  });
});

describe.each(['en', 'zh-CN'] as const)('in %s', (language) => {
  const { t } = createMessages(language);

  test('a training whose process is killed says so, and goes on from its checkpoint', async () => {
    const { page } = running;
    await speak(language);
    await goTo(page, 'train');
    await start(t, `Killed, ${language}`, 500);
    await hasSteps(`Killed, ${language}`);
    process.kill(await worker(), 'SIGKILL');
    await eventually(header).toContain(t('train:status.interrupted'));
    expect(await note()).toBe(t('train:status.says.interrupted'));
    await running.takeProblems(/ended unexpectedly \(signal SIGKILL\)/);

    await page
      .locator('.run')
      .getByRole('button', { name: t('train:resume') })
      .click();
    await eventually(header).toContain(t('train:status.running'));
    await button(t('train:stop')).click();
    await eventually(header).toContain(t('train:status.stopped'));
    await speak('en');
  });
});

import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMessages, type Language } from '../../src/messages';
import { launchApp, workers, type RunningApp } from './support/app';
import { SmallDisk } from './support/small-disk';
import { eventually, startTraining } from './support/views';

// The library on a disk that runs full, and what a person does then.

const disk = new SmallDisk(24);
let running: RunningApp;
beforeAll(async () => {
  running = await launchApp({ library: path.join(disk.folder, 'library') });
  await running.page.locator('nav').waitFor();
});
afterAll(async () => {
  await running.close();
  disk.remove();
});

const { t } = createMessages('en');
const run = async () => (await running.invoke('run.list'))[0]!;
const status = async () => (await run()).status;
const note = () => running.page.locator('.run .note').first().innerText();
const button = (name: string) => running.page.locator('.run').getByRole('button', { name });
/** The sentence on it, in the words of a language. */
async function says(language: Language): Promise<string> {
  const { error } = await run();
  if (error?.kind !== 'user') throw new Error('the run does not say why it ended');
  const messages = createMessages(language);
  return messages.t('train:status.says.halted', {
    reason: messages.error(error.code, error.params),
  });
}

test('a training whose disk runs full says so where it is watched, and what to do', async () => {
  await startTraining(running.page, 'Large', 500);
  await eventually(async () => (await run()).epoch).toBeGreaterThan(0);
  // The worker that measures this machine's speed leaves soon.
  await eventually(async () => (await workers(running)).length).toBe(1);
  disk.fill((await workers(running))[0]!);
  await eventually(status).toBe('interrupted');
  const { error } = await run();
  // Which of the two depends on what was being written.
  expect(error).toMatchObject({ kind: 'user' });
  expect(error).toHaveProperty('code', expect.stringMatching(/^library\.(full|disk)$/));
  await eventually(note).toBe(await says('en'));
  expect(await note()).toContain(running.library);
  await running.takeProblems(/training: UserError: The disk with the library in /);

  await running.invoke('settings.set', { language: 'zh-CN' });
  await eventually(note).toBe(await says('zh-CN'));
  await running.invoke('settings.set', { language: 'en' });
  // Also after the window was loaded anew.
  await running.page.reload();
  await eventually(note).toBe(await says('en'));
});

test('goes on from its last checkpoint once there is room again', async () => {
  const { step, epoch } = await run();
  expect(step).toBeGreaterThan(0);
  disk.makeRoom();
  await button(t('train:resume')).click();
  await eventually(status).toBe('running');
  await eventually(async () => (await run()).epoch).toBeGreaterThan(epoch);
  expect((await run()).error).toBeNull();
  await button(t('train:stop')).click();
  await eventually(status).toBe('stopped');
  expect((await running.invoke('run.epochs', (await run()).id)).map(({ epoch }) => epoch)).toEqual(
    Array.from({ length: (await run()).epoch }, (_, i) => i + 1),
  );
});

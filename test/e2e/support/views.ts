import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** In the order of the navigation. */
export const views = ['sketch', 'data', 'train', 'runs', 'settings'] as const;
export type View = (typeof views)[number];

export async function goTo(page: Page, view: View): Promise<void> {
  await page.locator('nav button').nth(views.indexOf(view)).click();
  await page.locator(`nav button[aria-current=page]`).nth(0).waitFor();
}

/** A short recipe of the article's kind: name and epochs are typed into the form. */
export async function startTraining(page: Page, name: string, epochs: number): Promise<void> {
  await goTo(page, 'train');
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Epochs', { exact: true }).fill(String(epochs));
  await page.getByRole('button', { name: 'Start training' }).click();
}

/** What will come true; on a busy machine a worker takes seconds to start. */
export function eventually<T>(value: () => T | Promise<T>) {
  return expect.poll(value, { timeout: 60_000 });
}

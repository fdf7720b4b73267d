import type { Locator, Page } from 'playwright-core';

/** More stops than any view has: whoever comes by none of them in so many goes round in a circle. */
const MOST_STOPS = 400;

/**
 * Presses Tab until the element has the focus, as somebody does who has no mouse. Fails where it cannot be reached so, and
 * where the focus on it cannot be seen.
 */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    const found = await target.evaluate((element) => {
      if (element !== document.activeElement) return null;
      // A table shows it on the row that the keys are at.
      const row = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
      const seen = [element, ...(row === null ? [] : [row])].some((one) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
      });
      return seen ? 'seen' : 'unseen';
    });
    if (found === 'seen') return;
    if (found === 'unseen') throw new Error(`the focus cannot be seen on ${String(target)}`);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(target)}`);
}

/** Goes to a button by Tab and presses Enter. */
export async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

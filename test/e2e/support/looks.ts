import type { RunningApp } from './app';

/** Every theme in every language. */
export const looks = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'zh-CN'] as const).map((language) => [theme, language] as const),
);
type Look = (typeof looks)[number];

/** Gives the window a theme and a language, and waits until it has them. */
export async function dress(running: RunningApp, [theme, language]: Look): Promise<void> {
  await running.invoke('settings.set', { theme, language });
  await running.page.waitForFunction(
    ([theme, language]) =>
      document.documentElement.dataset['theme'] === theme &&
      document.documentElement.lang === language,
    [theme, language] as const,
  );
}

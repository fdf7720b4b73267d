import { launchApp, temporaryFolder } from '../../test/e2e/support/app';
import { barsLatency } from './bars';
import type { AppFigures } from './figures';
import { scrollGrid } from './scroll';
import { switchViews } from './views';
import { windowShown } from './window-shown';

/** Measures the real app in the real Electron. Figures only: nothing here is right or wrong. */
export async function measure({ quick }: { quick: boolean }): Promise<AppFigures> {
  const shown = await windowShown(quick ? 2 : 7);
  const app = await launchApp({ library: temporaryFolder('bench-library') });
  try {
    const renderer = await app.electron.evaluate(async ({ app }) => {
      const { auxAttributes } = (await app.getGPUInfo('complete')) as {
        auxAttributes?: { glRenderer?: string };
      };
      const canvas = app.getGPUFeatureStatus()['2d_canvas'];
      return `${auxAttributes?.glRenderer ?? 'unknown'} (2D canvas: ${canvas})`;
    });
    const versions = await app.electron.evaluate(() => process.versions);
    const bars = await barsLatency(app, quick ? 2 : 10);
    const views = await switchViews(app, quick ? 3 : 15);
    const scroll = await scrollGrid(app);
    return {
      runtime: `Electron ${versions.electron}, Chromium ${versions.chrome}`,
      renderer,
      windowShown: shown,
      bars,
      scroll,
      views,
    };
  } finally {
    await app.close();
  }
}

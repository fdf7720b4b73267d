import { rmSync } from 'node:fs';
import { launchApp } from '../../test/e2e/support/app';
import { barsLatency } from './bars';
import type { AppFigures } from './figures';
import { openRunTable } from './run-table';
import { scrollGrid } from './scroll';
import { switchViews } from './views';
import { windowShown } from './window-shown';

/** Measures the real app in the real Electron. Figures only: nothing here is right or wrong. */
export async function measure({ quick }: { quick: boolean }): Promise<AppFigures> {
  const shown = await windowShown(quick ? 2 : 7);
  const runTable = await openRunTable(quick ? 3 : 15);
  const app = await launchApp();
  try {
    const renderer = await app.electron.evaluate(async ({ app }) => {
      const { auxAttributes } = (await app.getGPUInfo('complete')) as {
        auxAttributes?: { glRenderer?: string };
      };
      const features = app.getGPUFeatureStatus();
      const software = features.gpu_compositing.includes('software');
      const name = auxAttributes?.glRenderer ?? (software ? "Chromium's software renderer" : '?');
      return `${name} (compositing: ${features.gpu_compositing}, 2D canvas: ${features['2d_canvas']})`;
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
      runTable,
      problems: app.problems(),
    };
  } finally {
    await app.electron.close();
    for (const folder of [app.userData, app.library]) rmSync(folder, { recursive: true });
  }
}

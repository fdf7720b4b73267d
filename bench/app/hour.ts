import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  appEnv,
  appFolder,
  electronArgs,
  electronFile,
  temporaryFolder,
} from '../../test/e2e/support/app';

/** What the window's own process holds. */
export interface WindowMemory {
  /** Since the script began. */
  readonly minutes: number;
  /** Bytes, resident: what the system's task manager shows, libraries shared with other processes among it. */
  readonly resident: number;
}

/** Lets `use-app.cjs` use the app for some minutes. Its lines, one a round, are printed as they come. */
export async function measure({ minutes }: { minutes: number }): Promise<{ done: true }> {
  const userData = temporaryFolder('use');
  const library = temporaryFolder('use-library');
  try {
    const electron = spawn(
      electronFile,
      ['--require', join(appFolder, 'bench/app/use-app.cjs'), ...electronArgs(userData)],
      {
        env: { ...appEnv(library), USE_MINUTES: String(minutes) },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    const [code] = (await once(electron, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`the app ended with exit code ${String(code)}`);
    return { done: true };
  } finally {
    for (const folder of [userData, library]) rmSync(folder, { recursive: true, force: true });
  }
}

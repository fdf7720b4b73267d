import { mkdtempSync, rmSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import packageJson from '../../package.json';

/** The command line and its worker as electron-vite builds them, in a folder of the caller's own. */
export interface BuiltCli {
  readonly cli: string;
  readonly worker: string;
  remove(): void;
}

const root = resolve(import.meta.dirname, '../..');

export async function buildCli(): Promise<BuiltCli> {
  // Inside the project, so that native packages are found from there.
  mkdirSync(join(root, 'out'), { recursive: true });
  const folder = mkdtempSync(join(root, 'out', 'test-cli-'));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: folder,
      minify: false,
      rolldownOptions: {
        input: {
          cli: join(root, 'src/cli/index.ts'),
          worker: join(root, 'src/worker/index.ts'),
          distortion: join(root, 'src/training/distortion/thread.ts'),
        },
      },
    },
    ssr: { noExternal: true, external: Object.keys(packageJson.dependencies) },
  });
  return {
    cli: join(folder, 'cli.js'),
    worker: join(folder, 'worker.js'),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

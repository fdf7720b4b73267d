import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';

/** One JavaScript file from a TypeScript entry, for a child process that plain Node runs. It lies where Node finds the packages. */
export async function bundle(entry: string): Promise<{ file: string; remove: () => void }> {
  const cache = resolve('node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'child-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: resolve(entry),
      outDir: folder,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'child.mjs' } },
    },
  });
  return {
    file: join(folder, 'child.mjs'),
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import { bundledPackages } from './scripts/package/bundled-packages.mjs';

// The oldest runtimes the output must run on: Node 20 under the command line, and the Electron 33
// (Node 20.18, Chromium 130) that set-up falls back to where Electron's own download is blocked.
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

export default defineConfig({
  main: {
    plugins: [bundledPackages()],
    // fflate's build for Node declares a `require` that collides with electron-vite's in the bundle; the plain one is enough.
    resolve: { alias: { fflate: 'fflate/browser' } },
    build: {
      target: nodeTarget,
      rolldownOptions: {
        input: {
          index: resolve('src/main/index.ts'),
          worker: resolve('src/worker/index.ts'),
          cli: resolve('src/cli/index.ts'),
          distortion: resolve('src/training/distortion/thread.ts'),
        },
      },
    },
  },
  preload: {
    plugins: [bundledPackages()],
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      rolldownOptions: {
        input: resolve('src/preload/index.ts'),
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [svelte(), bundledPackages()],
    build: {
      target: chromeTarget,
      rolldownOptions: { input: resolve('src/renderer/index.html') },
    },
  },
});

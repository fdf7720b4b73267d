import os from 'node:os';
import { app } from 'electron';
import type { AppInfo } from '../contract/requests/app';
import type { Translate } from '../messages';
import { systemLanguage } from './language';
import { pinnedElectron, runtimeOf, testedRuntime, type Runtime } from './runtime';

/** A runtime in plain words: which Electron, and whether it is the official one. */
function describe({ electron, source }: Runtime, t: Translate): string {
  return source === 'official'
    ? t('dialogs:runtime.official', { version: electron })
    : t('dialogs:runtime.registry', { version: electron, pinned: pinnedElectron });
}

export function appInfo(libraryFolder: string, logFile: string, t: Translate): AppInfo {
  const { electron, chrome, node } = process.versions;
  return {
    version: app.getVersion(),
    runtime: describe(runtimeOf(electron), t),
    tested: t('dialogs:runtime.tested', { runtime: describe(testedRuntime, t) }),
    electron,
    chromium: chrome,
    node,
    libraryFolder,
    logFile,
    cpus: os.availableParallelism(),
    systemLanguage: systemLanguage(),
  };
}

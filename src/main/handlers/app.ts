import { clipboard } from 'electron';
import type { AppInfo, appRequests, Settings } from '../../contract/requests/app';
import type { HandlersOf } from '../bridge';
import { openInSystem } from '../open-in-system';
import type { Services } from '../services';
import type { SettingsChange, SettingsStore } from '../settings';

/** What only the app itself can answer. */
export interface Shell {
  readonly settings: SettingsStore;
  readonly logFile: string;
  info(): AppInfo;
  undoTyping(): void;
  setSettings(change: SettingsChange): Settings;
}

export function appHandlers(shell: Shell, { library }: Services): HandlersOf<typeof appRequests> {
  return {
    'app.info': () => shell.info(),
    'app.undoTyping': () => {
      shell.undoTyping();
      return null;
    },
    'app.openLogs': () => openInSystem(shell.logFile),
    'app.openLibrary': () => openInSystem(library.folder),
    'app.copy': async (text) => {
      await clipboard.writeText(text);
      return null;
    },
    'settings.get': () => shell.settings.current,
    'settings.set': (part) => shell.setSettings(part),
  };
}

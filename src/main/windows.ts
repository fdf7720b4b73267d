import { BrowserWindow, Menu, nativeTheme, screen } from 'electron';
import type { Translate } from '../messages';
import { appPage } from './app-url';
import type { Log } from './log';
import { textMenuTemplate } from './menus';
import { logTroubles } from './page-log';
import {
  defaultSize,
  minimumSize,
  placeWindow,
  readWindowState,
  writeWindowState,
} from './window-state';

/** Paper and slate, the page's own backgrounds: the window shows them until the page has painted. */
const background = { light: '#faf8f3', dark: '#14181e' } as const;

export interface WindowOptions {
  readonly preload: string;
  readonly icon: string;
  /** The file that remembers where the window was. */
  readonly stateFile: string;
  readonly developer: boolean;
  readonly log: Log;
  readonly translate: () => Translate;
  /** Asked before the window closes; false keeps it open. */
  readonly mayClose: () => boolean;
}

/** Opens the window at the place it was closed at, and shows it once the page has painted. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const remembered = readWindowState(options.stateFile);
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const window = new BrowserWindow({
    ...(placeWindow(remembered?.bounds, workAreas) ?? defaultSize),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Inkling',
    icon: options.icon,
    backgroundColor: backgroundColor(),
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      devTools: options.developer,
    },
  });
  window.once('ready-to-show', () => {
    if (remembered?.maximized === true) window.maximize();
    window.show();
    const age = Date.now() - (process.getCreationTime() ?? NaN);
    options.log.info(`Window shown ${Math.round(age)} ms after the process started`);
  });
  const follow = (): void => {
    window.setBackgroundColor(backgroundColor());
  };
  nativeTheme.on('updated', follow);
  window.on('closed', () => nativeTheme.off('updated', follow));
  rememberState(window, options.stateFile);
  window.on('close', (event) => {
    if (!options.mayClose()) event.preventDefault();
  });
  // The page's title never replaces the window's.
  window.on('page-title-updated', (event) => {
    event.preventDefault();
  });
  addTextMenu(window, options.translate);
  logTroubles(window.webContents, options.log);
  void window.loadURL(appPage);
  return window;
}

function backgroundColor(): string {
  return nativeTheme.shouldUseDarkColors ? background.dark : background.light;
}

function rememberState(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    writeWindowState(file, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });
}

/** Cut, copy and paste under the right button, where text can be edited. */
function addTextMenu(window: BrowserWindow, translate: () => Translate): void {
  window.webContents.on('context-menu', (_event, { isEditable }) => {
    if (isEditable) Menu.buildFromTemplate(textMenuTemplate(translate())).popup({ window });
  });
}

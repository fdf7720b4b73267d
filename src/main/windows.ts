import { BrowserWindow, Menu, nativeTheme, screen } from 'electron';
import type { Translate } from '../messages';
import { appOrigin } from './app-url';
import type { Log } from './log';
import { textMenuTemplate } from './menus';
import {
  defaultSize,
  minimumSize,
  placeWindow,
  readWindowState,
  writeWindowState,
} from './window-state';

/** Paper and slate, the page's own backgrounds: the window shows them until the page has painted. */
const background = { light: '#faf8f3', dark: '#14181e' } as const;

/** A page that crashes twice within this time would go on crashing. */
const crashLoopMs = 10_000;

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
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
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
  });
  rememberState(window, options.stateFile);
  window.on('close', (event) => {
    if (!options.mayClose()) event.preventDefault();
  });
  // The page's title never replaces the window's.
  window.on('page-title-updated', (event) => {
    event.preventDefault();
  });
  addTextMenu(window, options.translate);
  logTroubles(window, options.log);
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
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

/** Keeps what goes wrong in the page where "Open logs" finds it, and brings a crashed page back. */
function logTroubles(window: BrowserWindow, log: Log): void {
  const { webContents } = window;
  let lastCrash = 0;
  webContents.on('preload-error', (_event, _path, error) => {
    log.error('preload:', error);
  });
  webContents.on('did-fail-load', (_event, code, description, url) => {
    log.error(`page: ${url} did not load: ${description} (${code})`);
  });
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error(`page: its process ended: ${reason} (${exitCode})`);
    const again = Date.now() - lastCrash < crashLoopMs;
    lastCrash = Date.now();
    // Training goes on in its own process, so a new page finds everything as it was.
    if (reason !== 'clean-exit' && !again) webContents.reload();
  });
  webContents.on('unresponsive', () => {
    log.warn('page: does not respond');
  });
}

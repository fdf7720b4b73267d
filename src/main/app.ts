import path from 'node:path';
import { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme } from 'electron';
import type { Settings } from '../contract/requests/app';
import { errorToData } from '../core/errors';
import type { RunId } from '../core/metrics/run';
import { defaultLibraryFolder } from '../library/folder';
import type { Messages } from '../messages';
import { appInfo } from './app-info';
import { answer, type Emit, type Handlers } from './bridge';
import { createHandlers } from './handlers/handlers';
import type { Estimates } from './estimates';
import { messagesFor } from './language';
import { openLog, type Log } from './log';
import { menuTemplate, type MenuActions, type MenuState } from './menus';
import { openInSystem } from './open-in-system';
import { appPaths, type AppPaths } from './paths';
import { registerAppScheme, serveApp } from './protocol';
import { Quitting } from './quitting';
import { confineAllContents, hardenSession, switchNetworkOff } from './security';
import { openServices, type Services } from './services';
import { SettingsStore, type SettingsChange } from './settings';
import { openWindow } from './windows';

/** How long after the first paint the machine's speed is measured: people begin by looking and drawing. */
const measureAfterMs = 4000;

/** Everything that must happen before Electron is ready, then the app itself. One at a time: a second start shows the first. */
export function startApp(): void {
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  switchNetworkOff();
  registerAppScheme();
  confineAllContents();
  const desktop = new Desktop();
  app.on('second-instance', () => {
    desktop.show();
  });
  app.on('activate', () => {
    desktop.show();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  void app.whenReady().then(() => desktop.open());
}

/** The app with its window: what main does is wired together here. */
class Desktop {
  readonly #paths: AppPaths = appPaths({
    isPackaged: app.isPackaged,
    appPath: app.getAppPath(),
    resourcesPath: process.resourcesPath,
  });
  readonly #libraryFolder = defaultLibraryFolder(process.env, process.platform);
  readonly #log: Log;
  readonly #logFile: string;
  readonly #settings: SettingsStore;
  readonly #quitting: Quitting;
  #messages: Messages | undefined;
  #window: BrowserWindow | undefined;
  #services: Services | undefined;
  #leaving = false;

  constructor() {
    const developer = !app.isPackaged;
    ({ log: this.#log, file: this.#logFile } = openLog(app.getPath('logs'), developer));
    this.#settings = new SettingsStore(
      path.join(app.getPath('userData'), 'settings.json'),
      (problem) => {
        this.#log.warn(problem);
      },
    );
    app.on('will-quit', () => {
      this.#leaving = true;
    });
    this.#quitting = new Quitting({
      trainings: () => this.#services?.trainings,
      window: () => this.#window,
      translate: () => this.#translation().t,
      log: this.#log,
    });
  }

  /** The window first; the library opens while the page loads. */
  async open(): Promise<void> {
    this.#log.info(`Inkling ${app.getVersion()}, Electron ${process.versions.electron}`);
    this.#quitting.obeySignals();
    nativeTheme.themeSource = this.#settings.current.theme;
    hardenSession();
    const opening = openServices({
      paths: this.#paths,
      libraryFolder: this.#libraryFolder,
      appVersion: app.getVersion(),
      settings: this.#settings,
      log: this.#log,
      emit: this.#emit,
      window: () => this.#window,
      messages: () => this.#translation(),
      trainingsChanged: () => {
        this.#buildMenu();
      },
    });
    this.#answerPage(opening);
    this.#buildMenu();
    this.show();
    try {
      this.#services = await opening;
    } catch (error) {
      this.#giveUp(error);
      return;
    }
    this.#follow(this.#services);
  }

  /** What begins once there are both a page and a library. */
  #follow({ watch, models, estimates, trainings }: Services): void {
    app.on('browser-window-focus', () => {
      watch.start();
    });
    app.on('browser-window-blur', () => {
      watch.stop();
    });
    if (BrowserWindow.getFocusedWindow() !== null) watch.start();
    this.#logged(models.warmUp());
    setTimeout(() => {
      if (trainings.active.length === 0) this.#logged(this.#measure(estimates));
    }, measureAfterMs);
  }

  async #measure(estimates: Estimates): Promise<void> {
    if (await estimates.measureOnce()) this.#emit('machine.measured', null);
  }

  /** Brings the window to the front, opening it where there is none. */
  show(): void {
    if (this.#window === undefined) {
      if (app.isReady()) this.#openWindow();
      return;
    }
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  #openWindow(): void {
    const window = openWindow({
      preload: this.#paths.preload,
      icon: this.#paths.icon,
      stateFile: path.join(app.getPath('userData'), 'window.json'),
      developer: !app.isPackaged,
      log: this.#log,
      translate: () => this.#translation().t,
      mayClose: this.#quitting.mayClose,
    });
    this.#window = window;
    window.on('closed', () => {
      this.#window = undefined;
    });
  }

  #answerPage(opening: Promise<Services>): void {
    const report = (error: unknown): void => {
      this.#log.error(error);
    };
    const shell = {
      settings: this.#settings,
      logFile: this.#logFile,
      info: () => appInfo(this.#libraryFolder, this.#logFile, this.#translation().t),
      undoTyping: () => {
        this.#window?.webContents.undo();
      },
      setSettings: (change: SettingsChange) => this.#setSettings(change),
    };
    let handlers: Handlers | undefined;
    ipcMain.handle('request', async (event, name: unknown, args: unknown) => {
      handlers ??= createHandlers(shell, await opening);
      return answer(handlers, event.senderFrame, name, args, report);
    });
    serveApp(
      {
        folder: this.#paths.renderer,
        blob: async (sha256) => (await opening).library.blobs.read(sha256),
        data: async (dataset, split, part) => (await opening).data.read(dataset, split)[part],
      },
      report,
    );
  }

  readonly #emit: Emit = (name, payload) => {
    for (const window of BrowserWindow.getAllWindows()) {
      window.webContents.send(`event:${name}`, payload);
    }
  };

  #translation(): Messages {
    this.#messages ??= messagesFor(this.#settings.current.language);
    return this.#messages;
  }

  #setSettings(change: SettingsChange): Settings {
    const settings = this.#settings.set(change);
    this.#messages = undefined;
    nativeTheme.themeSource = settings.theme;
    this.#buildMenu();
    this.#emit('settings.changed', settings);
    return settings;
  }

  #buildMenu(): void {
    const training = this.#services?.trainings.active.at(-1);
    const state: MenuState = {
      settings: this.#settings.current,
      training: training === undefined ? 'none' : training.paused ? 'paused' : 'running',
      mac: process.platform === 'darwin',
      developer: !app.isPackaged,
    };
    const template = menuTemplate(this.#translation().t, state, this.#menuActions());
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  #menuActions(): MenuActions {
    const withTraining =
      (act: (services: Services, run: RunId) => unknown): (() => void) =>
      () => {
        const services = this.#services;
        const run = services?.trainings.active.at(-1)?.run;
        if (services !== undefined && run !== undefined) this.#logged(act(services, run));
      };
    return {
      command: (command) => {
        this.show();
        this.#emit('command', command);
      },
      set: (change) => {
        this.#setSettings(change);
      },
      pause: withTraining(({ trainings }, run) => {
        trainings.pause(run);
      }),
      resume: withTraining(({ trainings }, run) => {
        trainings.goOn(run);
      }),
      stop: withTraining(({ trainings }, run) => trainings.stop(run)),
      openLibrary: () => {
        this.#logged(openInSystem(this.#libraryFolder));
      },
      openLogs: () => {
        this.#logged(openInSystem(this.#logFile));
      },
      quit: () => {
        app.quit();
      },
    };
  }

  /** For work that nobody waits for; what quitting has interrupted is no error. */
  #logged(work: unknown): void {
    Promise.resolve(work).catch((error: unknown) => {
      if (!this.#leaving) this.#log.error(error);
    });
  }

  /** Without its library the app can do nothing: says why, and ends. */
  #giveUp(error: unknown): void {
    this.#log.error('library:', error);
    const data = errorToData(error);
    const messages = this.#translation();
    const text =
      data.kind === 'user'
        ? messages.error(data.code, data.params)
        : `${String(error)}\n\n${this.#logFile}`;
    dialog.showErrorBox(messages.t('dialogs:library.title'), text);
    app.exit(1);
  }
}

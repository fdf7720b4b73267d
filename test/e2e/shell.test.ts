import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Preload } from '../../src/contract/client';
import { contentSecurityPolicy } from '../../src/main/app-response';
import {
  appEnv,
  electronArgs,
  electronFile,
  launchApp,
  temporaryFolder,
  type RunningApp,
} from './support/app';

let running: RunningApp;
beforeAll(async () => {
  running = await launchApp();
});
afterAll(async () => {
  await running.close();
});

/** What `fetch` says in the page: the status, or the reason there is none. */
function fetchInPage(address: string): Promise<number | string> {
  return running.page.evaluate(
    (address) =>
      fetch(address).then(
        (response) => response.status,
        (error: unknown) => String(error),
      ),
    address,
  );
}

/** Where the page is, by main's account. */
function pageUrl({ electron }: RunningApp): Promise<string> {
  return electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.getURL(),
  );
}

/** Labels of the menu bar, top level. */
function menuLabels({ electron }: RunningApp): Promise<string[]> {
  return electron.evaluate(
    ({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [],
  );
}

/** Chooses a menu item as a click does. */
function choose({ electron }: RunningApp, id: string): Promise<void> {
  return electron.evaluate(({ Menu }, id) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(id);
    if (!item) throw new Error(`no menu item ${id}`);
    (item.click as () => void)();
  }, id);
}

describe('the page', () => {
  test('loads without an error and without a violation of its security policy', async () => {
    await running.page.locator('nav').first().waitFor();
    expect(await running.page.title()).toBe('Inkling');
    expect(running.problems()).toEqual([]);
  });

  test('has nothing of Node', async () => {
    const found = await running.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in globalThis),
    );
    expect(found).toEqual([]);
  });

  test('sees three functions of main and nothing else', async () => {
    const names = await running.page.evaluate(() =>
      Object.keys((globalThis as unknown as { inkling: Preload }).inkling),
    );
    expect(names.sort()).toEqual(['invoke', 'on', 'pathOf']);
  });

  test('is sandboxed and isolated, without a spell checker', async () => {
    const { preferences, spellChecker } = await running.electron.evaluate(({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      // Electron keeps this for its own tests, too.
      const own = webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return {
        preferences: own.getLastWebPreferences(),
        spellChecker: webContents.session.isSpellCheckerEnabled(),
      };
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
    });
    expect(spellChecker).toBe(false);
  });

  test('runs no inline script, no inline style and no eval', async () => {
    const outcome = await running.page.evaluate(async () => {
      // What the debugger calls may evaluate; what the page's own tasks call may not.
      await new Promise((resolve) => setTimeout(resolve));
      const attempt = (work: () => unknown): string => {
        try {
          work();
          return 'accepted';
        } catch (error) {
          return (error as Error).name;
        }
      };
      const inline = document.createElement('script');
      return {
        script: attempt(() => {
          inline.textContent = 'globalThis.inlineRan = true';
          document.head.append(inline);
        }),
        ran: 'inlineRan' in globalThis,
        evaluation: attempt(() => {
          // eslint complains of the very thing this shows to be impossible, so it is called by another name.
          Reflect.construct(Function, ['return true']);
        }),
        html: attempt(() => {
          document.createElement('p').innerHTML = '<b style="color: red">x</b>';
        }),
      };
    });
    expect(outcome).toEqual({
      script: 'TypeError',
      ran: false,
      evaluation: 'EvalError',
      html: 'TypeError',
    });
    await running.takeProblems(/Trusted|Content Security Policy/);
  });

  test('cannot open a window', async () => {
    const opened = await running.page.evaluate(() => window.open('app://inkling/') === null);
    expect(opened).toBe(true);
    expect(running.electron.windows()).toHaveLength(1);
  });

  test.each(['https://example.com/', 'file:///etc/passwd'])(
    'cannot leave for %s',
    async (address) => {
      await running.page.evaluate((address) => {
        location.href = address;
      }, address);
      // A navigation that was let through would have begun by the time main answers, and ended in a page without Inkling.
      await running.electron.evaluate(() => Promise.resolve());
      await expect.poll(() => pageUrl(running)).toMatch(/^app:\/\/inkling\/index\.html/);
      expect((await running.invoke('app.info')).version).toMatch(/^\d/);
      if (address.startsWith('file:')) await running.takeProblems(/Not allowed to load local/);
    },
  );

  test('comes back from about:blank, which nobody can forbid', async () => {
    const left = await launchApp();
    await left.electron.evaluate(async ({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!;
      const back = new Promise<void>((resolve) => {
        webContents.on('did-finish-load', () => {
          if (webContents.getURL() === 'app://inkling/index.html') resolve();
        });
      });
      void webContents.executeJavaScript("location.href = 'about:blank'");
      await back;
    });
    await left.close();
  });

  test('cannot reach the network', async () => {
    const outcome = await running.page.evaluate(() => {
      const violated = new Promise<string>((resolve) => {
        document.addEventListener(
          'securitypolicyviolation',
          (event) => {
            resolve(event.violatedDirective);
          },
          { once: true },
        );
      });
      const image = new Image();
      image.src = 'https://example.com/pixel.png';
      return violated;
    });
    expect(outcome).toBe('img-src');
    expect(await fetchInPage('https://example.com/')).toMatch(/Failed to fetch/);
    await running.takeProblems(/Content Security Policy/);
  });

  test('gets no permission', async () => {
    const answers = await running.page.evaluate(async () => {
      const denied = (work: Promise<unknown>) =>
        work.then(
          () => 'granted',
          (error: unknown) => (error as Error).name,
        );
      return {
        notifications: await Notification.requestPermission(),
        clipboard: await denied(navigator.clipboard.readText()),
        camera: (await navigator.permissions.query({ name: 'camera' })).state,
        position: await new Promise((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => {
              resolve('granted');
            },
            ({ code }) => {
              resolve(code);
            },
          );
        }),
      };
    });
    expect(answers).toEqual({
      notifications: 'denied',
      clipboard: 'NotAllowedError',
      camera: 'denied',
      position: 1,
    });
  });
});

describe('app://inkling', () => {
  test('sends the security policy with every answer', async () => {
    const policy = await running.page.evaluate(async () => {
      const response = await fetch('app://inkling/index.html');
      return response.headers.get('content-security-policy');
    });
    expect(policy).toBe(contentSecurityPolicy);
  });

  test.each([
    ['..%2f..%2fpackage.json', 403],
    ['assets/..%2f..%2fmain%2findex.js', 403],
    ['%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd', 403],
    ['..%5c..%5cpackage.json', 403],
    ['../../package.json', 404],
    ['no-such-file.js', 404],
    ['library/library.sqlite', 404],
    [`library/blob/${'0'.repeat(64)}`, 404],
    ['library/blob/..%2flibrary.sqlite', 404],
    ['data/mnist/validation/images', 404],
  ])('refuses %s with %i', async (address, status) => {
    expect(await fetchInPage(`app://inkling/${address}`)).toBe(status);
  });

  test.each([
    ['train', 60_000],
    ['test', 10_000],
  ])('serves the %s split of MNIST as %i images and labels', async (split, examples) => {
    const sizes = await running.page.evaluate(async (split) => {
      const bytes = async (part: string) => {
        const response = await fetch(`app://inkling/data/mnist/${split}/${part}`);
        return new Uint8Array(await response.arrayBuffer());
      };
      const labels = await bytes('labels');
      const images = await bytes('images');
      return {
        images: images.length,
        labels: labels.length,
        largest: Math.max(...labels.slice(0, 1000)),
      };
    }, split);
    expect(sizes).toEqual({ images: examples * 784, labels: examples, largest: 9 });
  });
});

describe('a message to main', () => {
  test('with arguments that do not fit is refused with a sentence that names them', async () => {
    await expect(running.invoke('settings.set', { threads: 0 })).rejects.toThrow(
      /^settings\.set\.threads: .*1/,
    );
    await expect(
      running.invoke('sketch.read', { model: 'shipped:mlp', pixels: new Uint8Array(3) }),
    ).rejects.toThrow(/^sketch\.read\.pixels: /);
    await expect(running.invoke('run.get', '../../etc/passwd')).rejects.toThrow(/^run\.get: /);
  });

  test('that there is none is refused', async () => {
    await expect(running.invoke('app.quit' as 'app.info')).rejects.toThrow(
      'There is no request called app.quit.',
    );
    await running.takeProblems(/no request called/);
  });

  test('from a frame inside the page is refused', async () => {
    const answered = await running.electron.evaluate(async ({ BrowserWindow, ipcMain }) => {
      // The preload runs in the top frame only, so a frame has to be given its way to main by hand.
      const handlers = (
        ipcMain as unknown as {
          _invokeHandlers: Map<string, (event: unknown, ...args: unknown[]) => Promise<unknown>>;
        }
      )._invokeHandlers;
      const top = BrowserWindow.getAllWindows()[0]!.webContents.mainFrame;
      const frame = { url: top.url, parent: top };
      return handlers.get('request')!({ senderFrame: frame }, 'app.info', undefined);
    });
    expect(answered).toMatchObject({ ok: false, error: { kind: 'bug' } });
    await running.takeProblems(/not the app/);
  });

  test('about the app says plainly which runtime this is', async () => {
    const info = await running.invoke('app.info');
    const electron = await running.electron.evaluate(() => process.versions.electron);
    expect(info.electron).toBe(electron);
    expect(info.runtime).toContain(`Electron ${electron}`);
    const { devDependencies } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as {
      devDependencies: { electron: string };
    };
    expect(info.runtime).toContain(
      electron === devDependencies.electron ? 'official release' : 'npm registry',
    );
    expect(info.tested).toMatch(/^Its tests ran on Electron \d+\.\d+\.\d+ /);
    expect(info.libraryFolder).toBe(running.library);
  });
});

describe('the menus', () => {
  test('speak English, then Chinese, as the settings say, and the page is told', async () => {
    expect(await menuLabels(running)).toEqual(['&File', '&Edit', '&View', '&Training', '&Help']);
    await choose(running, 'language.zh-CN');
    expect(await menuLabels(running)).toEqual([
      '文件(&F)',
      '编辑(&E)',
      '视图(&V)',
      '训练(&T)',
      '帮助(&H)',
    ]);
    await expect
      .poll(() => running.page.evaluate(() => document.documentElement.lang))
      .toBe('zh-CN');
    expect((await running.invoke('settings.get')).language).toBe('zh-CN');
    await running.invoke('settings.set', { language: 'en' });
    expect((await menuLabels(running))[0]).toBe('&File');
  });

  test('change the theme of the window and the page', async () => {
    const isDark = () =>
      running.electron.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors);
    await choose(running, 'theme.dark');
    expect(await isDark()).toBe(true);
    expect(
      await running.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches),
    ).toBe(true);
    await choose(running, 'theme.light');
    expect(await isDark()).toBe(false);
  });

  test('have an accelerator for every view and for the sheet that lists them', async () => {
    const accelerators = await running.electron.evaluate(({ Menu }) =>
      ['view.sketch', 'view.data', 'view.train', 'view.settings', 'help.shortcuts'].map(
        (id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.accelerator,
      ),
    );
    expect(accelerators).toEqual([
      'CmdOrCtrl+1',
      'CmdOrCtrl+2',
      'CmdOrCtrl+3',
      'CmdOrCtrl+,',
      'CmdOrCtrl+/',
    ]);
  });

  test('offer to steer a training only while there is one', async () => {
    const enabled = await running.electron.evaluate(({ Menu }) =>
      ['pause', 'resume', 'stop'].map(
        (id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.enabled,
      ),
    );
    expect(enabled).toEqual([false, false, false]);
  });
});

describe('starting', () => {
  test('a second time shows the first window and ends', async () => {
    await running.electron.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]!.minimize();
    });
    const second = spawn(electronFile, electronArgs(running.userData), {
      env: appEnv(running.library),
      stdio: 'ignore',
    });
    const [code] = (await once(second, 'exit')) as [number | null];
    expect(code).toBe(0);
    await expect
      .poll(() =>
        running.electron.evaluate(({ BrowserWindow }) => {
          const [window, ...more] = BrowserWindow.getAllWindows();
          return { windows: 1 + more.length, shown: window!.isVisible() && !window!.isMinimized() };
        }),
      )
      .toEqual({ windows: 1, shown: true });
  });

  test('loads no TensorFlow into main', async () => {
    const pid = running.electron.process().pid!;
    await running.invoke('models.list');
    expect(fs.readFileSync(`/proc/${pid}/maps`, 'utf8')).not.toMatch(/tensorflow/i);
  });

  test('again, the window and the settings are as they were', async () => {
    const userData = temporaryFolder('user');
    const bounds = { x: 40, y: 50, width: 1000, height: 640 };
    const first = await launchApp({ userData });
    await first.electron.evaluate(({ BrowserWindow }, bounds) => {
      BrowserWindow.getAllWindows()[0]!.setBounds(bounds);
    }, bounds);
    await first.invoke('settings.set', { language: 'zh-CN', threads: 2 });
    await first.close();

    const second = await launchApp({ userData });
    const now = await second.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]!.getBounds(),
    );
    expect(now).toEqual(bounds);
    expect(await second.invoke('settings.get')).toEqual({
      language: 'zh-CN',
      theme: 'system',
      threads: 2,
    });
    expect((await menuLabels(second))[0]).toBe('文件(&F)');
    await second.close();
    fs.rmSync(userData, { recursive: true });
  });

  test('with settings that are damaged, takes the defaults', async () => {
    const userData = temporaryFolder('user');
    fs.writeFileSync(path.join(userData, 'settings.json'), '{"language":"klingon"');
    const app = await launchApp({ userData });
    expect(await app.invoke('settings.get')).toEqual({
      language: 'system',
      theme: 'system',
      threads: 1,
    });
    await app.close();
    fs.rmSync(userData, { recursive: true });
  });
});

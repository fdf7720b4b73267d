import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { devDependencies, version } from '../../package.json';
import { draw } from '../e2e/support/draw';
import { goTo, startTraining } from '../e2e/support/views';
import { drawings } from '../support/drawing-variants';
import { mnist } from '../support/mnist';
import { install, must, normalUser, type Installed, type NormalUser } from './support/installed';
import { commandOf, fieldOf, internetSockets, withDescendants } from './support/processes';
import { openWindow, run, type OpenWindow } from './support/session';

const checkout = path.resolve(import.meta.dirname, '../..');
const runtime = fs.readFileSync(path.join(checkout, 'node_modules/electron/dist/version'), 'utf8');

let deb: string;
let installed: Installed;
let user: NormalUser;
/** What is still to be undone, the last first. */
const undo: (() => void)[] = [];

beforeAll(() => {
  const words = must('npm', ['run', 'package'], checkout);
  deb = /^(\/.*\.deb) \(/m.exec(words)![1]!;
  installed = install(deb);
  undo.push(() => {
    if (fs.existsSync(installed.command)) installed.remove();
    if (installed.root !== '') fs.rmSync(installed.root, { recursive: true });
  });
  user = normalUser();
  undo.push(() => {
    fs.rmSync(user.home, { recursive: true });
  });
});
afterAll(() => {
  for (const step of undo.toReversed()) step();
});

const field = (name: string) => must('dpkg-deb', ['--field', deb, name]).trim();
const inkling = (...args: string[]) => run(user, [installed.command, ...args]);
const jsonLines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the package', () => {
  test('says in its version when it runs on another Electron than the pinned one, and is older than the release', () => {
    const release = runtime === devDependencies.electron;
    const packaged = field('Version');
    expect(/-dev$/.test(packaged)).toBe(!release);
    expect(packaged.startsWith(version)).toBe(true);
    if (!release) must('dpkg', ['--compare-versions', packaged, 'lt', version]);
    expect(field('Description').includes('development build')).toBe(!release);
  });

  test('lets nobody run Node, inject options, inspect it or put another app in its place', async () => {
    const fuses = await getCurrentFuseWire(path.join(installed.folder, 'inkling'));
    // The characters by which they stand in the program.
    const [off, on] = [0x30, 0x31];
    expect(fuses).toMatchObject({
      [FuseV1Options.RunAsNode]: off,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
      [FuseV1Options.EnableNodeCliInspectArguments]: off,
      [FuseV1Options.OnlyLoadAppFromAsar]: on,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
    });
  });

  test('belongs to root, and nobody else can write it; of its programs one is set-user-ID', () => {
    const entries = must('dpkg-deb', ['--contents', deb]).trim().split('\n');
    const links = entries.filter((line) => line.startsWith('l'));
    expect(links).toEqual([]);
    expect(entries.filter((line) => !/^.{10} root\/root /.test(line))).toEqual([]);
    expect(entries.filter((line) => /^.(.{4}w|.{7}w)/.test(line))).toEqual([]);
    const special = entries.filter((line) => /^-..[sS]/.test(line));
    expect(special.map((line) => line.split(' ').at(-1))).toEqual([
      './usr/lib/inkling/chrome-sandbox',
    ]);
  });

  test('brings MNIST once, and no part of another platform', () => {
    const files = must('dpkg-deb', ['--contents', deb])
      .trim()
      .split('\n')
      .map((line) => line.split(' ').at(-1)!);
    expect(files.filter((file) => file.endsWith('-ubyte'))).toHaveLength(4);
    expect(files.filter((file) => /libtensorflow/.test(file))).toHaveLength(2);
    expect(
      files.filter((file) => /darwin|win32|arm64|musl|\.map$|\.dll$|\.dylib$/.test(file)),
    ).toEqual([]);
  });

  test('has an entry in the menu in both languages, an icon of every size, a manual and its licences', async () => {
    const share = path.join(installed.root, '/usr/share');
    const entry = fs.readFileSync(path.join(share, 'applications/inkling.desktop'), 'utf8');
    for (const key of ['Name', 'Comment', 'Name[zh_CN]', 'Comment[zh_CN]', 'Icon', 'Exec'])
      expect(entry).toMatch(new RegExp(`^${key.replace(/[[\]]/g, '\\$&')}=.+$`, 'm'));
    expect(entry).toMatch(/^Categories=Education;Science;$/m);
    for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) {
      const icon = path.join(share, `icons/hicolor/${size}x${size}/apps/inkling.png`);
      expect(await sharp(icon).metadata()).toMatchObject({
        width: size,
        height: size,
        hasAlpha: true,
      });
    }
    expect(fs.existsSync(path.join(share, 'icons/hicolor/scalable/apps/inkling.svg'))).toBe(true);
    expect(fs.existsSync(path.join(share, 'man/man1/inkling.1.gz'))).toBe(true);
    const copyright = fs.readFileSync(path.join(share, 'doc/inkling/copyright'), 'utf8');
    for (const part of [
      'Yann LeCun and Corinna Cortes',
      'CC BY-SA 3.0',
      'Apache-2.0',
      'LGPL-3.0',
      'onnxruntime-node',
      'svelte ',
      'zod ',
    ])
      expect(copyright).toContain(part);
  });
});

describe('the command line, as a normal user without a display', () => {
  let trained: string;

  test('trains an epoch and says nothing but what it was asked for', async () => {
    const { code, stdout, stderr } = await inkling(
      'train',
      '--epochs',
      '1',
      '--seed',
      '5',
      '--json',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const done = jsonLines(stdout).at(-1)!;
    expect(done).toMatchObject({ event: 'done', seed: 5, epochs: 1 });
    expect(done['testAccuracy']).toBeGreaterThan(0.9);
    trained = String(done['run']);
  });

  test('reads pictures with the run it has trained', async () => {
    const { images, labels } = mnist.test;
    const files = [0, 1, 2].map((i) => path.join(user.home, `digit-${i}.png`));
    for (const [i, file] of files.entries())
      await sharp(images.subarray(i * 784, (i + 1) * 784), {
        raw: { width: 28, height: 28, channels: 1 },
      })
        .negate() // ink on paper, as people write
        .png()
        .toFile(file);
    const { code, stdout } = await inkling('classify', trained, ...files, '--json');
    expect(code).toBe(0);
    expect(jsonLines(stdout).map(({ digit }) => digit)).toEqual([...labels.subarray(0, 3)]);
  });

  test('ends with 130 on Ctrl-C, and goes on from there', async () => {
    let asked = false;
    const stopped = await run(user, [installed.command, 'train', '--epochs', '40', '--json'], {
      onOutput: (stdout, interrupt) => {
        if (asked || !stdout.includes('"event":"epoch"')) return;
        asked = true;
        interrupt();
      },
    });
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/inkling resume \S+/);
    const name = /inkling resume (\S+)/.exec(stopped.stderr)![1]!;
    let goesOn = false;
    const resumed = await run(user, [installed.command, 'resume', name, '--json'], {
      onOutput: (stdout, interrupt) => {
        if (goesOn || !stdout.includes('"event":"epoch"')) return;
        goesOn = true;
        interrupt();
      },
    });
    expect(resumed.code).toBe(130);
    expect(goesOn).toBe(true);
  });

  test('takes no switch of Chromium, and ends with 2 on one', async () => {
    const { code, stdout, stderr } = await inkling('runs', '--type=renderer');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--type=renderer');
  });

  test('without arguments, where no window can open, says how it is used', async () => {
    const { code, stderr } = await inkling();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Usage: inkling /);
  });
});

describe('the window, as a normal user', () => {
  let window: OpenWindow;
  beforeAll(async () => {
    window = await openWindow(user, path.join(installed.folder, 'inkling'));
    if (!window.sandboxed)
      console.log("This system refuses Chromium's sandbox: the window runs without.");
    await window.page.locator('.paper canvas').waitFor();
  });
  afterAll(() => window.close());

  async function reads(): Promise<string> {
    await window.page.waitForFunction(() =>
      /\d/.test(document.querySelector('.verdict [aria-live]')?.textContent ?? ''),
    );
    return (await window.page.locator('.verdict .digit').innerText()).trim();
  }
  async function clear(): Promise<void> {
    await window.page.keyboard.press('Control+k');
    await window.page.locator('.hint').waitFor();
  }

  test('keeps its page in a sandbox: a namespace of its own, and a filter on system calls', () => {
    const pages = withDescendants(window.pid).filter((pid) =>
      commandOf(pid).includes('--type=renderer'),
    );
    expect(pages).toHaveLength(1);
    // proc(5): 2 is SECCOMP_MODE_FILTER.
    expect(fieldOf(pages[0]!, 'Seccomp')).toBe(window.sandboxed ? '2' : '0');
    expect(fieldOf(pages[0]!, 'Uid')?.split('\t')[0]).toBe(String(user.uid));
  });

  test('reads drawn digits with the network that came with it', async () => {
    const read: string[] = [];
    const neat = drawings().filter(({ name }) => name.endsWith('-neat'));
    for (const { drawing } of neat) {
      await draw(window.page, drawing);
      read.push(await reads());
      await clear();
    }
    const right = neat.filter(({ digit }, i) => read[i] === String(digit));
    expect(right.length).toBeGreaterThanOrEqual(9);
  });

  test('trains to the end, keeps the run beside those of the command line, and reads with it', async () => {
    const { page } = window;
    await startTraining(page, 'In the package', 2);
    await page.locator('.figures.done').waitFor();
    expect(parseFloat(await page.locator('.figures b').first().innerText())).toBeGreaterThan(92);
    const listed = jsonLines((await inkling('runs', '--json')).stdout);
    expect(listed.filter(({ status }) => status === 'finished')).toHaveLength(2);

    await page.locator('.run').getByRole('button', { name: 'Use in Sketch' }).click();
    expect(await page.locator('nav .model').innerText()).toBe('In the package');
    const seven = drawings().find(({ name }) => name === '7-neat')!;
    await draw(page, seven.drawing);
    expect(await reads()).toBe('7');
    await clear();
  });

  test('shows all of MNIST and what it is made with', async () => {
    await goTo(window.page, 'data');
    await window.page.getByText('70,000').first().waitFor();
    await goTo(window.page, 'settings');
    await window.page.getByText(runtime).first().waitFor();
  });

  test('has no socket but the one this test has asked for', () => {
    const sockets = internetSockets(withDescendants(window.pid));
    const asked = new RegExp(`^tcp ${window.debuggingPort}>`);
    expect(sockets.some((socket) => asked.test(socket))).toBe(true);
    expect(sockets.filter((socket) => !asked.test(socket))).toEqual([]);
  });

  test('comes to the front when it is started again by its name', async () => {
    const { code } = await run(user, [installed.command], { display: true });
    expect(code).toBe(0);
    expect(await window.page.title()).toBe('Inkling');
  });
});

describe('what use leaves behind', () => {
  test('is in the places for it: nothing of telemetry, nothing in the installation', () => {
    expect(fs.existsSync(path.join(user.home, '.cache/Microsoft'))).toBe(false);
    expect(fs.existsSync(path.join(user.home, '.local/share/inkling/library.sqlite'))).toBe(true);
    expect(installed.verify()).toBe('');
    const known = new Set(
      must('dpkg-deb', ['--contents', deb])
        .trim()
        .split('\n')
        .map((line) => path.join(installed.root, '/', line.split(' ').at(-1)!)),
    );
    const there = fs
      .readdirSync(installed.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => path.join(entry.parentPath, entry.name));
    expect(there.filter((file) => !known.has(file))).toEqual([]);
  });

  test('after it is removed, is the library and nothing of the program', () => {
    installed.remove();
    for (const place of [
      '/usr/lib/inkling',
      '/usr/bin/inkling',
      '/usr/share/doc/inkling',
      '/opt/inkling',
      '/opt/Inkling',
    ])
      expect(fs.existsSync(path.join(installed.root, place))).toBe(false);
    const left = spawnSync('find', [path.join(installed.root, '/usr/share'), '-name', 'inkling*'], {
      encoding: 'utf8',
    });
    expect(left.stdout).toBe('');
    expect(fs.existsSync(path.join(user.home, '.local/share/inkling/library.sqlite'))).toBe(true);
  });
});

import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  cached,
  cacheFolder,
  placedByHand,
  requireSha256,
  requireSpace,
} from '../../scripts/setup/cache.mjs';
import { notes, setEnvironment, temporaryFolder } from './folders';

const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'; // FIPS 180-2, appendix B.1

function emptyCache(): string {
  setEnvironment('XDG_CACHE_HOME', temporaryFolder());
  return cacheFolder();
}

/** Makes a part of the cache that holds one file and counts how often it had to be made. */
function part() {
  let made = 0;
  const produce = (content: string): Promise<void> => {
    made += 1;
    fs.mkdirSync(path.join(content, 'lib'));
    fs.writeFileSync(path.join(content, 'lib', 'file'), 'abc');
    fs.symlinkSync('file', path.join(content, 'lib', 'link'));
    return Promise.resolve();
  };
  return { produce, made: () => made };
}

describe('the cache', () => {
  test.each([
    ['linux', {}, '/home/ann/.cache/inkling'],
    ['linux', { XDG_CACHE_HOME: '/big/cache' }, '/big/cache/inkling'],
    ['darwin', {}, '/home/ann/Library/Caches/inkling'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/inkling/Cache'],
  ] as const)("follows %s's convention with %o", (platform, env, expected) => {
    expect(cacheFolder(env, platform, '/home/ann')).toBe(expected);
  });

  test('makes a part once and hands out the same folder afterwards', async () => {
    emptyCache();
    const { produce, made } = part();
    const first = await cached('part-1', { neededMB: 1, report: notes(), produce });
    const second = await cached('part-1', { neededMB: 1, report: notes(), produce });
    expect(second).toBe(first);
    expect(made()).toBe(1);
    expect(fs.readFileSync(path.join(first, 'lib', 'link'), 'utf8')).toBe('abc');
  });

  test.each<[string, (folder: string) => void]>([
    [
      'changed bytes of the same length',
      (f) => {
        fs.writeFileSync(path.join(f, 'lib/file'), 'abd');
      },
    ],
    [
      'a file cut short',
      (f) => {
        fs.truncateSync(path.join(f, 'lib/file'), 1);
      },
    ],
    [
      'a missing file',
      (f) => {
        fs.rmSync(path.join(f, 'lib/file'));
      },
    ],
    [
      'a missing link',
      (f) => {
        fs.rmSync(path.join(f, 'lib/link'));
      },
    ],
    [
      'a manifest cut short',
      (f) => {
        fs.truncateSync(path.join(f, '../manifest.json'), 20);
      },
    ],
    [
      'a manifest of something else',
      (f) => {
        fs.writeFileSync(path.join(f, '../manifest.json'), '{}');
      },
    ],
    [
      'no manifest',
      (f) => {
        fs.rmSync(path.join(f, '../manifest.json'));
      },
    ],
  ])('notices %s and fetches the part again', async (_, damage) => {
    emptyCache();
    const { produce, made } = part();
    damage(await cached('part-1', { neededMB: 1, report: notes(), produce }));

    const report = notes();
    const mended = await cached('part-1', { neededMB: 1, report, produce });
    expect(made()).toBe(2);
    expect(report.said.join()).toContain('is damaged: fetching it again');
    expect(fs.readFileSync(path.join(mended, 'lib', 'link'), 'utf8')).toBe('abc');
  });

  test('keeps nothing of a part whose making failed', async () => {
    const root = emptyCache();
    const failing = (content: string): Promise<void> => {
      fs.writeFileSync(path.join(content, 'half'), 'ab');
      return Promise.reject(new Error('the download broke off'));
    };
    await expect(
      cached('part-1', { neededMB: 1, report: notes(), produce: failing }),
    ).rejects.toThrow('the download broke off');
    expect(fs.existsSync(path.join(root, 'part-1'))).toBe(false);
    expect(fs.readdirSync(path.join(root, 'tmp'))).toEqual([]);
    expect(fs.readdirSync(path.join(root, 'locks'))).toEqual([]);
  });

  test('survives a set-up that is killed while it fetches, and removes what it left', async () => {
    const root = emptyCache();
    await promisify(execFile)(
      process.execPath,
      [path.join(import.meta.dirname, 'slow-set-up.mjs'), 'die'],
      { env: process.env },
    ).catch(() => undefined);
    expect(fs.readdirSync(path.join(root, 'tmp'))).toHaveLength(1);

    const { produce, made } = part();
    await cached('shared-part', { neededMB: 1, report: notes(), produce });
    expect(made()).toBe(1);
    expect(fs.readdirSync(path.join(root, 'tmp'))).toEqual([]);
  });

  test('lets one of two set-ups fetch and the other use it', async () => {
    emptyCache();
    const start = () =>
      promisify(execFile)(
        process.execPath,
        [path.join(import.meta.dirname, 'slow-set-up.mjs'), 'finish'],
        { env: process.env },
      );
    const [one, two] = await Promise.all([start(), start()]);
    const said = one.stdout + two.stdout;
    expect(said.match(/^made$/gm)).toHaveLength(1);
    expect(said.match(/^has abc$/gm)).toHaveLength(2);
    expect(said).toMatch(/waiting for another set-up \(process \d+\)/);
  });

  test('takes a file placed by hand only if it is the pinned one', async () => {
    const root = emptyCache();
    fs.mkdirSync(path.join(root, 'downloads'), { recursive: true });
    fs.writeFileSync(path.join(root, 'downloads', 'archive.zip'), 'abc');
    expect(await placedByHand('archive.zip', abc, notes())).toBe(
      path.join(root, 'downloads', 'archive.zip'),
    );

    fs.writeFileSync(path.join(root, 'downloads', 'archive.zip'), 'abd');
    const report = notes();
    expect(await placedByHand('archive.zip', abc, report)).toBeUndefined();
    expect(report.said.join()).toContain('has the wrong SHA-256: fetching it instead');
  });
});

describe('a download', () => {
  test('with the pinned content passes', async () => {
    const file = path.join(temporaryFolder(), 'archive.zip');
    fs.writeFileSync(file, 'abc');
    await expect(requireSha256(file, abc)).resolves.toBeUndefined();
  });

  test('with other content is refused with both hashes', async () => {
    const file = path.join(temporaryFolder(), 'archive.zip');
    fs.writeFileSync(file, 'abd');
    await expect(requireSha256(file, abc)).rejects.toThrow(
      /^archive\.zip is not the file it should be: its SHA-256 is [0-9a-f]{64}, expected ba7816bf.*\.\n.*run the command again/s,
    );
  });
});

describe('disk space', () => {
  test('that suffices passes', () => {
    expect(() => {
      requireSpace(temporaryFolder(), 1);
    }).not.toThrow();
  });

  test('that is too small is told with what is needed and what is free', () => {
    const disk = () => ({ bavail: 20_000, bsize: 4096 });
    expect(() => {
      requireSpace('/home', 900, disk);
    }).toThrow(
      /^The disk of \/home has 81 MB free; this step needs 900 MB while it works\.\n.*XDG_CACHE_HOME/s,
    );
  });

  test('no real disk has is told before anything is fetched', async () => {
    emptyCache();
    const { produce, made } = part();
    await expect(cached('part-1', { neededMB: 1e12, report: notes(), produce })).rejects.toThrow(
      'this step needs 1000000000000 MB',
    );
    expect(made()).toBe(0);
  });
});

import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAppFrame, resolveAppUrl } from '../../src/main/app-url';

const folder = path.resolve('/opt/inkling/out/renderer');
const resolve = (address: string) => resolveAppUrl(address, folder);

describe('files', () => {
  test.each([
    ['app://inkling/', 'index.html'],
    ['app://inkling/index.html', 'index.html'],
    ['app://inkling/assets/main-1a2b.js?v=1#top', 'assets/main-1a2b.js'],
    ['app://inkling/assets/%E4%B8%AD.svg', 'assets/中.svg'],
  ])('%s is %s of the folder', (address, file) => {
    expect(resolve(address)).toEqual({ kind: 'file', file: path.join(folder, file) });
  });

  test.each([
    'app://inkling/..%2f..%2fetc%2fpasswd',
    'app://inkling/assets/..%2f..%2fmain%2findex.js',
    'app://inkling/%2e%2e%2f%2e%2e%2fetc/passwd',
    'app://inkling/..%5c..%5cwindows',
    'app://inkling/C:%5cwindows',
    'app://inkling/index.html%00.js',
    'app://elsewhere/index.html',
    'app://inkling:80/index.html',
    'file:///etc/passwd',
  ])('%s is refused', (address) => {
    expect(resolve(address)).toMatchObject({ kind: 'refused', status: 403 });
  });

  test('an address that is none is refused', () => {
    expect(resolve('app://inkling/%')).toMatchObject({ kind: 'refused', status: 400 });
  });

  test('whatever the address, a file lies inside the folder', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '/', '\\', '%00', '~', 'C:', '%252e'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const found = resolve(`app://inkling/${pieces.join('')}`);
        const inside = found.kind !== 'file' || found.file.startsWith(folder + path.sep);
        expect(inside).toBe(true);
      }),
    );
  });
});

describe('bytes', () => {
  const sha256 = 'ab'.repeat(32);

  test('a blob of the library is named by its SHA-256', () => {
    expect(resolve(`app://inkling/library/blob/${sha256}`)).toEqual({ kind: 'blob', sha256 });
  });

  test('images and labels of a split of MNIST', () => {
    expect(resolve('app://inkling/data/0123456789abcdef/test/labels')).toEqual({
      kind: 'data',
      dataset: '0123456789abcdef',
      split: 'test',
      part: 'labels',
    });
  });

  test.each([
    'app://inkling/library/blob/../../../etc/passwd',
    `app://inkling/library/blob/${sha256.slice(1)}`,
    `app://inkling/library/blob/${sha256.toUpperCase()}`,
    `app://inkling/library/blob/${sha256}/more`,
    'app://inkling/library/library.sqlite',
    'app://inkling/data/mnist/validation/images',
    'app://inkling/data/mnist/train',
    'app://inkling/data/..%2fmnist/train/images',
  ])('%s does not exist', (address) => {
    expect(resolve(address).kind === 'blob' || resolve(address).kind === 'data').toBe(false);
  });
});

test.each([
  ['app://inkling/index.html', true],
  ['app://inkling', true],
  ['app://inkling.example/index.html', false],
  ['app://inkling@evil/index.html', false],
  ['https://inkling/index.html', false],
  ['file:///opt/inkling/out/renderer/index.html', false],
  ['about:blank', false],
  ['data:text/html,app://inkling', false],
  ['', false],
])('a frame at %s may talk to main: %s', (url, expected) => {
  expect(isAppFrame(url)).toBe(expected);
});

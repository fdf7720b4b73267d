import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { errorFromData, UserError, type ErrorData } from '../../src/core/errors';
import { contentSecurityPolicy, respond, type AppSources } from '../../src/main/app-response';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'inkling-'));
afterAll(() => {
  fs.rmSync(root, { recursive: true });
});
const folder = path.join(root, 'renderer');
fs.mkdirSync(path.join(folder, 'assets'), { recursive: true });
fs.writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>墨</title>');
fs.writeFileSync(path.join(folder, 'assets', 'main.js'), 'export {};');
fs.writeFileSync(path.join(root, 'secret.txt'), 'secret');

const blob = new TextEncoder().encode('bytes of a blob');
const name = createHash('sha256').update(blob).digest('hex');
const sources: AppSources = {
  folder,
  blob: (sha256) =>
    sha256 === name
      ? Promise.resolve(blob)
      : Promise.reject(new UserError('library.blobMissing', { folder: root, blob: sha256 })),
  data: (dataset, split, part) =>
    Promise.resolve(new TextEncoder().encode(`${dataset} ${split} ${part}`)),
};
const get = (address: string, method = 'GET') => respond(method, address, sources);

test.each([
  ['app://inkling/', 'text/html; charset=utf-8', '<!doctype html><title>墨</title>'],
  ['app://inkling/assets/main.js', 'text/javascript; charset=utf-8', 'export {};'],
  [`app://inkling/library/blob/${name}`, 'application/octet-stream', 'bytes of a blob'],
  ['app://inkling/data/mnist/train/images', 'application/octet-stream', 'mnist train images'],
])('%s is answered whole, as %s', async (address, type, text) => {
  const response = await get(address);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(type);
  expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
  expect(await response.text()).toBe(text);
});

test.each([
  ['app://inkling/..%2fsecret.txt', 403],
  ['app://inkling/assets', 404],
  ['app://inkling/assets/other.js', 404],
  [`app://inkling/library/blob/${'0'.repeat(64)}`, 404],
  ['app://elsewhere/', 403],
])('%s is refused with %i', async (address, status) => {
  const response = await get(address);
  expect(response.status).toBe(status);
  expect(await response.text()).not.toContain('secret');
});

test('nothing but GET is answered', async () => {
  expect((await get('app://inkling/', 'POST')).status).toBe(405);
});

test('every answer carries the security policy and may not be taken for another type', async () => {
  for (const address of [
    'app://inkling/',
    'app://inkling/none',
    'app://inkling/data/mnist/test/labels',
  ]) {
    const { headers } = await get(address);
    expect(headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

test('the policy allows nothing inline, nothing evaluated and nothing remote', () => {
  expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|\*/);
  expect(contentSecurityPolicy).toContain("default-src 'none'");
});

test('what a person can mend travels as data', async () => {
  const response = await get(`app://inkling/library/blob/${'0'.repeat(64)}`);
  expect(response.status).toBe(404);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  expect(errorFromData((await response.json()) as ErrorData)).toMatchObject({
    code: 'library.blobMissing',
    params: { blob: '0'.repeat(64) },
  });
});

test('a bug behind an address is not hidden as a missing file', async () => {
  const broken = { ...sources, data: () => Promise.reject(new TypeError('bug')) };
  await expect(respond('GET', 'app://inkling/data/mnist/test/labels', broken)).rejects.toThrow(
    'bug',
  );
});

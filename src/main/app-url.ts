import path from 'node:path';

/** The one page the windows show. */
export const appPage = 'app://inkling/index.html';

export type DataPart = 'images' | 'labels';
export type DataSplit = 'train' | 'test';

/** What an `app://` address asks for. */
export type AppResource =
  | { kind: 'file'; file: string }
  | { kind: 'blob'; sha256: string }
  | { kind: 'data'; dataset: string; split: DataSplit; part: DataPart }
  | { kind: 'refused'; status: 400 | 403 | 404; reason: string };

const refused = (status: 400 | 403 | 404, reason: string): AppResource => ({
  kind: 'refused',
  status,
  reason,
});

/** Finds out what `address` asks for. Files lie in `folder` or below: nothing outside it has an address. */
export function resolveAppUrl(address: string, folder: string): AppResource {
  let pathname: string;
  try {
    const url = new URL(address);
    if (url.protocol !== 'app:' || url.host !== 'inkling') return refused(403, 'unknown origin');
    pathname = decodeURIComponent(url.pathname);
  } catch {
    return refused(400, 'malformed address');
  }
  const [area, ...rest] = pathname.slice(1).split('/');
  if (area === 'library') return libraryResource(rest);
  if (area === 'data') return dataResource(rest);
  return fileResource(pathname, folder);
}

function libraryResource([kind, sha256, ...more]: string[]): AppResource {
  if (kind !== 'blob' || sha256 === undefined || more.length > 0)
    return refused(404, 'no such part');
  if (!/^[0-9a-f]{64}$/.test(sha256)) return refused(400, 'a blob is named by its SHA-256');
  return { kind: 'blob', sha256 };
}

function dataResource([dataset, split, part, ...more]: string[]): AppResource {
  const known =
    dataset !== undefined &&
    /^[\w-]{1,64}$/.test(dataset) &&
    (split === 'train' || split === 'test') &&
    (part === 'images' || part === 'labels') &&
    more.length === 0;
  return known ? { kind: 'data', dataset, split, part } : refused(404, 'no such data set');
}

/** URL parsing has taken plain `..` away already; what is left of one came in encoded, to get past it. */
function fileResource(pathname: string, folder: string): AppResource {
  if (/[\\\0:]/.test(pathname) || pathname.split('/').includes('..')) {
    return refused(403, 'outside the folder');
  }
  const relative = pathname === '/' ? 'index.html' : pathname.slice(1);
  const file = path.resolve(folder, relative);
  return file.startsWith(path.resolve(folder) + path.sep)
    ? { kind: 'file', file }
    : refused(403, 'outside the folder');
}

/** Whether a frame with this address may talk to main. */
export function isAppFrame(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return protocol === 'app:' && host === 'inkling';
  } catch {
    return false;
  }
}

import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { errorToData, UserError } from '../core/errors';
import { resolveAppUrl, type DataPart, type DataSplit } from './app-url';

/**
 * Only what lies in the app's own folder runs or loads; nothing inline, nothing remote, no eval. Styles too: Svelte and
 * uPlot set theirs through the CSSOM, which the policy leaves free. Svelte's templates are the one user of innerHTML.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ');

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
};
const bytesType = 'application/octet-stream';

/** Where the bytes behind `app://` come from. */
export interface AppSources {
  /** Folder of the built page. */
  readonly folder: string;
  /** A blob of the library. @throws UserError when there is none, or its bytes aren't what its name says. */
  blob(sha256: string): Promise<Uint8Array>;
  /** A data set's, uint8 without the IDX header: images [n, 28, 28] or labels [n]. */
  data(dataset: string, split: DataSplit, part: DataPart): Promise<Uint8Array>;
}

/** Answers one request of the page. */
export async function respond(
  method: string,
  address: string,
  sources: AppSources,
): Promise<Response> {
  if (method !== 'GET') return plain(405, 'only GET is answered');
  const resource = resolveAppUrl(address, sources.folder);
  switch (resource.kind) {
    case 'refused':
      return plain(resource.status, resource.reason);
    case 'blob':
      // What a SHA-256 names never changes.
      return binary(() => sources.blob(resource.sha256), 'private, max-age=31536000, immutable');
    case 'data': {
      const { dataset, split, part } = resource;
      return binary(() => sources.data(dataset, split, part), 'no-store');
    }
    case 'file':
      return file(resource.file);
  }
}

async function file(name: string): Promise<Response> {
  const stat = await fs.promises.stat(name).catch(() => undefined);
  if (stat === undefined || !stat.isFile()) return plain(404, 'no such file');
  const body = Readable.toWeb(fs.createReadStream(name)) as ReadableStream<Uint8Array>;
  return new Response(body, {
    headers: headers(mediaTypes[path.extname(name)] ?? bytesType, 'no-cache', stat.size),
  });
}

async function binary(read: () => Promise<Uint8Array>, cacheControl: string): Promise<Response> {
  try {
    const bytes = await read();
    return new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: headers(bytesType, cacheControl, bytes.byteLength),
    });
  } catch (error) {
    if (error instanceof UserError) return refused(error);
    throw error;
  }
}

/** What a person can mend travels as data, as it does between processes. */
function refused(error: UserError): Response {
  const text = JSON.stringify(errorToData(error));
  return new Response(text, {
    status: 404,
    headers: headers('application/json; charset=utf-8', 'no-store', Buffer.byteLength(text)),
  });
}

function plain(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: headers('text/plain; charset=utf-8', 'no-store', Buffer.byteLength(text)),
  });
}

function headers(type: string, cacheControl: string, length: number): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Length': String(length),
    'Cache-Control': cacheControl,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
  };
}

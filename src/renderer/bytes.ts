import { errorFromData, type ErrorData } from '../core/errors';

/** Gets the bytes behind a path of the app protocol, whole. Rejects with the UserError that main answers with. */
export type FetchBytes = (path: string) => Promise<Uint8Array>;

export const fetchBytes: FetchBytes = async (path) => {
  const response = await fetch(path);
  if (response.headers.get('Content-Type')?.startsWith('application/json') === true) {
    throw errorFromData((await response.json()) as ErrorData);
  }
  if (!response.ok) throw new Error(`${path}: ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
};

export function blobPath(sha256: string): string {
  return `/library/blob/${sha256}`;
}

/** Of a data set by its id. */
export function dataPath(
  dataset: string,
  split: 'train' | 'test',
  part: 'images' | 'labels',
): string {
  return `/data/${dataset}/${split}/${part}`;
}

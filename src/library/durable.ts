import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs';

/** Writes a new file; it is on the disk, not only in the system's memory, when this returns. Its name still needs `syncFolder`. */
export function writeDurably(file: string, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'wx');
  try {
    writeFileSync(descriptor, bytes);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes the names in a folder as durable as the files. Windows has no such call: NTFS keeps a journal of names itself. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

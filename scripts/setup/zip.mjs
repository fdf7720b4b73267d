import fs from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';

// Numbers are little-endian; offsets are those of PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16.
const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const localHeader = 0x04034b50;
const stored = 0;
const deflated = 8;

/**
 * Unpacks a zip file (below 4 GB, unencrypted). The content is trusted: check its hash before.
 * @param {string} zipFile
 * @param {string} folder
 * @param {(name: string) => string | undefined} rename where an entry goes under `folder`; undefined leaves it out
 */
export async function unzip(zipFile, folder, rename) {
  const file = await fs.promises.open(zipFile);
  try {
    for (const entry of await entriesOf(file)) {
      const name = entry.name.endsWith('/') ? undefined : rename(entry.name);
      if (name !== undefined) await extract(zipFile, file, entry, path.join(folder, name));
    }
  } finally {
    await file.close();
  }
}

async function entriesOf(file) {
  const { size } = await file.stat();
  const tailBytes = await read(file, Math.max(0, size - 66_000), Math.min(size, 66_000));
  const end = tailBytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || tailBytes.readUInt32LE(end) !== endOfDirectory)
    throw new Error('not a zip file: no end of its directory');
  const count = tailBytes.readUInt16LE(end + 10);
  const directory = await read(
    file,
    tailBytes.readUInt32LE(end + 16),
    tailBytes.readUInt32LE(end + 12),
  );

  const entries = [];
  for (let at = 0, i = 0; i < count; i++) {
    if (directory.readUInt32LE(at) !== directoryEntry)
      throw new Error(`zip directory broken at entry ${i}`);
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      mode: directory.readUInt16LE(at + 40), // high half of the external attributes: the Unix mode
      headerAt: directory.readUInt32LE(at + 42),
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function extract(zipFile, file, { method, compressedSize, mode, headerAt, name }, target) {
  const header = await read(file, headerAt, 30);
  if (header.readUInt32LE(0) !== localHeader) throw new Error(`zip entry ${name} has no header`);
  if (method !== stored && method !== deflated)
    throw new Error(`zip entry ${name} is packed by unknown method ${method}`);
  const start = headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);

  fs.mkdirSync(path.dirname(target), { recursive: true });
  if (compressedSize === 0) return fs.writeFileSync(target, '');
  const bytes = fs.createReadStream(zipFile, {
    start,
    end: start + compressedSize - 1,
    highWaterMark: 1 << 20,
  });
  const output = fs.createWriteStream(target, { mode: mode & 0o111 ? 0o755 : 0o644 });
  if (method === stored) await pipeline(bytes, output);
  else await pipeline(bytes, zlib.createInflateRaw({ chunkSize: 1 << 18 }), output);
}

async function read(file, position, length) {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error('zip file is cut short');
  return buffer;
}

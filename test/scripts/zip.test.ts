import fc from 'fast-check';
import { zipSync, type Zippable } from 'fflate';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { unzip } from '../../scripts/setup/zip.mjs';
import { temporaryFolder } from './folders';

function writeZip(content: Zippable): { zip: string; folder: string } {
  const folder = temporaryFolder();
  const zip = path.join(folder, 'archive.zip');
  fs.writeFileSync(zip, zipSync(content));
  return { zip, folder: path.join(folder, 'out') };
}

const everything = (name: string): string => name;

describe('unzip', () => {
  test('gives back any files, stored or deflated', async () => {
    const file = fc.record({
      bytes: fc.uint8Array({ maxLength: 3000 }),
      level: fc.constantFrom(0 as const, 6 as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), file), async (files) => {
        const { zip, folder } = writeZip(
          Object.fromEntries(
            Object.entries(files).map(([name, { bytes, level }]) => [
              `in/${name}`,
              [bytes, { level }],
            ]),
          ),
        );
        await unzip(zip, folder, everything);
        for (const [name, { bytes }] of Object.entries(files)) {
          expect(fs.readFileSync(path.join(folder, 'in', name))).toEqual(Buffer.from(bytes));
        }
      }),
      { numRuns: 30 },
    );
  });

  test('keeps what may be run runnable and nothing else', async () => {
    const { zip, folder } = writeZip({
      program: [new Uint8Array([1]), { os: 3, attrs: 0o100755 << 16 }],
      text: [new Uint8Array([1]), { os: 3, attrs: 0o100644 << 16 }],
    });
    await unzip(zip, folder, everything);
    expect(fs.statSync(path.join(folder, 'program')).mode & 0o111).not.toBe(0);
    expect(fs.statSync(path.join(folder, 'text')).mode & 0o111).toBe(0);
  });

  test('renames and leaves out', async () => {
    const { zip, folder } = writeZip({ keep: new Uint8Array([1]), drop: new Uint8Array([2]) });
    await unzip(zip, folder, (name) => (name === 'keep' ? 'kept/here' : undefined));
    expect(fs.readdirSync(folder)).toEqual(['kept']);
    expect([...fs.readFileSync(path.join(folder, 'kept', 'here'))]).toEqual([1]);
  });

  test.each([
    ['is cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 30)],
    ['is no zip at all', () => Buffer.from('<html>moved</html>')],
    ['is empty', () => Buffer.alloc(0)],
  ])('refuses a file that %s', async (_, damage) => {
    const { zip, folder } = writeZip({ file: new Uint8Array(500) });
    fs.writeFileSync(zip, damage(fs.readFileSync(zip)));
    await expect(unzip(zip, folder, everything)).rejects.toThrow('not a zip file');
  });
});

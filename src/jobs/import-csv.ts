import { parse } from 'csv-parse/sync';
import { transposed } from '../core/data/transpose';
import { UserError } from '../core/errors';
import { PIXELS } from '../core/network/types';
import { MOST_BYTES, type FileEntry } from './import-files';
import { classNameOf, type Gathered, type ImportFormat, type ImportSplit } from './import-format';
import { isEmnist, readClassNames } from './import-names';
import { layoutOf, type CsvLayout } from './import-csv-layout';

const isCsv = ({ path }: FileEntry): boolean => /\.(csv|tsv)$/i.test(path);

/** Bytes parsed at a time, cut at the end of a line. */
const BLOCK = 4_000_000;

/** Tables with a label and 784 pixels in each line; a file of names beside them says what the labels stand for. */
export const csvFormat: ImportFormat = {
  format: 'csv',
  matches: ({ entries }) => entries.some(isCsv),
  async read(files, { labelColumn, transpose }, into, watch) {
    const wanted = files.entries.filter(isCsv);
    const total = wanted.reduce((sum, { size }) => sum + size, 0);
    const splits = wanted.map(({ path }): ImportSplit =>
      /test|t10k/i.test(path) ? 'test' : 'train',
    );
    const names = await readClassNames(files);
    const swapped = transpose ?? wanted.some(({ path }) => isEmnist(path));
    const reading = { names, swapped, into };
    const onlyTest = splits.every((split) => split === 'test');
    let done = 0;
    let found: CsvLayout | null = null;
    let index = 0;
    for await (const { entry, bytes } of files.read(wanted)) {
      const split = onlyTest ? 'train' : splits[index++]!;
      if (entry.size > MOST_BYTES || bytes === null) {
        throw new UserError('import.unreadable', { where: entry.path });
      }
      let line = 1;
      let layout: CsvLayout | null = null;
      for (const block of blocks(bytes)) {
        await watch.progress(done / Math.max(1, total));
        const rows = rowsOf(block, entry.path, line, layout?.delimiter ?? null);
        if (layout === null) {
          layout = layoutOf(rows.records, rows.delimiter, labelColumn, entry.path);
          found ??= layout;
          if (layout.header) rows.records.shift();
          if (layout.header) line++;
        }
        for (const record of rows.records)
          take(record, layout, split, `${entry.path}:${line++}`, reading);
        done += block.length;
      }
    }
    if (found === null) throw new UserError('import.nothing', { where: files.name });
    return {
      order: names && [...names.values()],
      columns: found.columns,
      labelColumn: found.label,
      transpose: swapped,
      invert: null,
    };
  },
};

/** Parts of a file that end with a line. */
function* blocks(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length;) {
    const newline = bytes.indexOf(0x0a, Math.min(from + BLOCK, bytes.length));
    const to = newline === -1 ? bytes.length : newline + 1;
    yield bytes.subarray(from, to);
    from = to;
  }
}

function rowsOf(
  block: Uint8Array,
  where: string,
  line: number,
  known: string | null,
): { records: string[][]; delimiter: string } {
  const delimiter = known ?? delimiterOf(block);
  try {
    const records = parse(Buffer.from(block.buffer, block.byteOffset, block.byteLength), {
      bom: line === 1,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    return { records, delimiter };
  } catch (cause) {
    throw new UserError('import.csv', { where, problem: (cause as Error).message }, { cause });
  }
}

/** The character that its first line has most of. */
function delimiterOf(block: Uint8Array): string {
  const end = block.indexOf(0x0a);
  const first = block.subarray(0, end === -1 ? block.length : end);
  const count = (character: string) =>
    first.reduce((sum, byte) => sum + Number(byte === character.charCodeAt(0)), 0);
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

interface Reading {
  /** What the labels stand for, by number. */
  readonly names: ReadonlyMap<number, string> | null;
  /** Whether rows and columns of the images are swapped. */
  readonly swapped: boolean;
  readonly into: Gathered;
}

function take(
  record: readonly string[],
  { columns, label, pixels, scale }: CsvLayout,
  split: ImportSplit,
  where: string,
  { names, swapped, into }: Reading,
): void {
  if (record.length !== columns.length) {
    const sizes = { where, expected: columns.length, got: record.length };
    into.refuse(where, new UserError('import.columns', sizes));
    return;
  }
  const written = classNameOf(record[label]!);
  const className = (/^\d+$/.test(written) ? names?.get(Number(written)) : undefined) ?? written;
  if (className === '') {
    into.refuse(where, new UserError('import.noLabel', { where }));
    return;
  }
  const image = new Uint8Array(PIXELS);
  for (let i = 0; i < PIXELS; i++) {
    const text = record[pixels[i]!]!;
    const value = text === '' ? NaN : Number(text) * scale;
    if (!(value >= 0 && value <= 255)) {
      const column = columns[pixels[i]!]!;
      into.refuse(where, new UserError('import.pixel', { where, column, got: text.slice(0, 20) }));
      return;
    }
    image[i] = Math.round(value);
  }
  into.add(split, className, swapped ? transposed(image) : image);
}

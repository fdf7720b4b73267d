import { UserError } from '../core/errors';
import { MOST_CLASSES } from '../core/data/dataset';
import { PIXELS } from '../core/network/types';

/** Where labels and pixels stand in a table. */
export interface CsvLayout {
  readonly delimiter: string;
  /** Whether its first line has names, not values. */
  readonly header: boolean;
  /** As the header calls them, or by their numbers from 1. */
  readonly columns: readonly string[];
  /** Which column has the labels, and which the pixels [784], row by row; counted from 0. */
  readonly label: number;
  readonly pixels: readonly number[];
  /** What makes 255 of the ink: 255 where pixels are from 0 to 1. */
  readonly scale: 1 | 255;
}

/** Lines looked at. */
const SAMPLE = 1000;
const isNumber = (text: string): boolean => text !== '' && Number.isFinite(Number(text));

/**
 * Finds out how a table is made from its first lines. `labelColumn` is what a person says of it, or null.
 * @throws UserError 'import.csvShape' or 'import.labelColumn'
 */
export function layoutOf(
  records: readonly (readonly string[])[],
  delimiter: string,
  labelColumn: number | null,
  where: string,
): CsvLayout {
  const [first] = records;
  if (first === undefined) throw new UserError('import.nothing', { where });
  // Pixels are numbers, so a line where most are not is one of names.
  const header = first.filter(isNumber).length < first.length / 2;
  const columns = first.map((name, i) => (header && name !== '' ? name : String(i + 1)));
  const rows = records.slice(header ? 1 : 0, SAMPLE).filter((row) => row.length === columns.length);
  if (columns.length <= PIXELS || rows.length === 0) {
    throw new UserError('import.csvShape', { where, got: columns.length, expected: PIXELS + 1 });
  }
  if (labelColumn !== null && labelColumn >= columns.length) {
    throw new UserError('import.labelColumn', {
      where,
      column: labelColumn + 1,
      last: columns.length,
    });
  }
  const label = labelColumn ?? byName(columns, header) ?? byValues(columns.length, rows);
  const pixels = pixelColumns(columns, header, label);
  if (pixels.length !== PIXELS) {
    throw new UserError('import.csvShape', { where, got: columns.length, expected: PIXELS + 1 });
  }
  return { delimiter, header, columns, label, pixels, scale: scaleOf(rows, pixels) };
}

function byName(columns: readonly string[], header: boolean): number | null {
  if (!header) return null;
  const wanted = ['label', 'labels', 'class', 'target', 'y', 'digit', 'character', 'letter'];
  const found = columns.findIndex((name) => wanted.includes(name.toLowerCase()));
  return found === -1 ? null : found;
}

/**
 * The first or the last column: the one whose values are labels, either no numbers or whole ones, few of them and not all the
 * same, as those of a corner's pixel nearly are.
 */
function byValues(count: number, rows: readonly (readonly string[])[]): number {
  const variety = (column: number): number => {
    const values = new Set(rows.map((row) => row[column]!));
    if ([...values].some((value) => !isNumber(value))) return Infinity;
    const whole = [...values].every((value) => Number.isInteger(Number(value)));
    return whole && values.size <= MOST_CLASSES ? values.size : 0;
  };
  return variety(count - 1) > variety(0) ? count - 1 : 0;
}

/** All but the label's; of more than 784 those whose names have a number and come in its order, as in pixel0 … pixel783. */
function pixelColumns(columns: readonly string[], header: boolean, label: number): number[] {
  const others = columns.map((_, i) => i).filter((i) => i !== label);
  if (others.length === PIXELS || !header) return others;
  return others.filter((i) => /^(pixel|pix|px|p)?[-_ ]?\d+([x,_-]\d+)?$/i.test(columns[i]!));
}

function scaleOf(rows: readonly (readonly string[])[], pixels: readonly number[]): 1 | 255 {
  let fractions = false;
  for (const row of rows) {
    for (const i of pixels) {
      const value = Number(row[i]);
      if (value > 1) return 1;
      if (value > 0 && value < 1) fractions = true;
    }
  }
  return fractions ? 255 : 1;
}

import { columnsOf } from './columns';

interface Column<Row> {
  readonly heading: string;
  /** Figures stand to the right. */
  readonly right?: true;
  readonly cell: (row: Row) => string;
}

/** What a cell holds where there is nothing to say. */
export const NOTHING = '–';

/** One line a row under a line of headings, columns as wide as their widest entry. */
export function tableLines<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string[] {
  const cells = [
    columns.map(({ heading }) => heading),
    ...rows.map((row) => columns.map(({ cell }) => cell(row))),
  ];
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => columnsOf(line[i]!))));
  return cells.map((line) =>
    line
      .map((cell, i) => {
        const padding = ' '.repeat(widths[i]! - columnsOf(cell));
        return columns[i]!.right ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd(),
  );
}

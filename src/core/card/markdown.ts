/** A table of text cells; columns of figures stand to the right. */
export function markdownTable(
  headings: readonly { readonly text: string; readonly right?: true }[],
  rows: readonly (readonly string[])[],
): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(cellText).join(' | ')} |`;
  return [
    line(headings.map(({ text }) => text)),
    `|${headings.map(({ right }) => (right ? ' ---: ' : ' --- ')).join('|')}|`,
    ...rows.map(line),
  ];
}

/** Names are a person's own: a bar would end the cell. */
function cellText(text: string): string {
  return plainText(text).replaceAll('|', '\\|');
}

/** One line of text in which Markdown sees no markup. */
export function plainText(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>#]/g, '\\$&');
}

/** Pictures made of text in a row, each under its caption's width, standing on one line, `gap` columns apart. */
export function sideBySide(
  blocks: readonly { readonly picture: readonly string[]; readonly caption: string }[],
  gap: number,
): string[] {
  const height = Math.max(...blocks.map(({ picture }) => picture.length));
  const columns = blocks.map(({ picture, caption }) => {
    const left = Math.min(...picture.map((line) => line.length - line.trimStart().length));
    const cropped = picture.map((line) => line.slice(left));
    const lines = [...new Array<string>(height - cropped.length).fill(''), ...cropped, caption];
    const width = Math.max(...lines.map((line) => line.length));
    return lines.map((line) => line.padEnd(width + gap));
  });
  return Array.from({ length: height + 1 }, (_, row) =>
    columns
      .map((lines) => lines[row]!)
      .join('')
      .trimEnd(),
  );
}

/** Columns a terminal gives the text: Chinese characters and full-width forms take two. */
export function columnsOf(text: string): number {
  const wide = text.match(/[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/gu)?.length ?? 0;
  return text.length + wide;
}

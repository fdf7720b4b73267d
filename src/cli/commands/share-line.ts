import { columnsOf } from '../columns';
import type { Terminal } from '../terminal';

/** A line that says what is under way and how far it is, where somebody looks. */
export function shareLine(
  terminal: Terminal,
  text: string,
): { show: (share: number) => void; clear: () => void } {
  return {
    show(share) {
      const columns = terminal.liveColumns;
      if (columns === null) return;
      const percent = terminal.figures.percent(share);
      const line = `${text}  ${percent}`;
      // A line that reaches the last column would wrap and could not be taken back.
      terminal.live(columnsOf(line) < columns ? line : percent);
    },
    clear() {
      if (terminal.liveColumns !== null) terminal.live('');
    },
  };
}

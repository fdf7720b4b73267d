import type { JobName, JobResult } from '../../jobs/registry';
import type { JobHandle } from '../../jobs/supervisor';
import { columnsOf } from '../columns';
import type { CliHost } from '../host';
import { interruptible } from '../interruptible';
import type { Terminal } from '../terminal';
import type { Call } from './context';

/** A line that says what is under way and how far it is, where somebody looks. */
function shareLine(
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

/** The result of a job that tells how far it is, 0–1, with a line that shows it meanwhile. Ctrl-C stops the job. */
export async function withShareLine<N extends JobName>(
  { terminal }: Call,
  host: CliHost,
  text: string,
  start: (onEvent: (event: { readonly share: number }) => void) => JobHandle<N>,
): Promise<JobResult<N>> {
  const line = shareLine(terminal, text);
  try {
    return await interruptible(
      host,
      start(({ share }) => {
        line.show(share);
      }),
    );
  } finally {
    line.clear();
  }
}

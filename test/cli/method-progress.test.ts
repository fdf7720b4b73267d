import { expect, test } from 'vitest';
import { columnsOf } from '../../src/cli/columns';
import { MethodProgress } from '../../src/cli/method-progress';
import { Terminal } from '../../src/cli/terminal';
import { createMessages, languages } from '../../src/messages';

/** The lines shown, without the sequence that takes the last one away, after 10 and 20 seconds of a method's learning. */
function shown(columns: number, language: (typeof languages)[number]): string[] {
  const lines: string[] = [];
  const host = {
    stdout: { write: () => undefined },
    stderr: {
      isTTY: true,
      columns,
      write: (text: string) => lines.push(text.replace('\r\u001b[K', '')),
    },
    env: {},
  };
  const terminal = new Terminal(host, createMessages(language), { json: false, quiet: false });
  let now = 0;
  const progress = new MethodProgress(terminal, () => now);
  progress.advance({ type: 'progress', method: 'gradients', reading: false, share: 0.1 });
  now = 10_000;
  progress.advance({ type: 'progress', method: 'gradients', reading: false, share: 0.25 });
  now = 20_000;
  progress.advance({ type: 'progress', method: 'gradients', reading: true, share: 0.5 });
  return lines;
}

test('the line says the method, how far it is, and from its speed how long it may take', () => {
  const [, learning, testing] = shown(80, 'en');
  expect(learning).toBe('Linear, histograms of gradients  learning  25.00 %  at most 30 s left');
  // Testing is another piece of work, just begun: no speed is known yet.
  expect(testing).toBe('Linear, histograms of gradients  testing  50.00 %');
});

test.each(languages)(
  'it never reaches the last column, however narrow the terminal (%s)',
  (language) => {
    for (let columns = 0; columns <= 80; columns++) {
      for (const line of shown(columns, language)) {
        expect(columnsOf(line)).toBeLessThanOrEqual(Math.max(0, columns - 1));
      }
    }
  },
);

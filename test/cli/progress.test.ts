import { expect, test } from 'vitest';
import { columnsOf } from '../../src/cli/columns';
import type { CliHost } from '../../src/cli/host';
import { Progress } from '../../src/cli/progress';
import { Terminal } from '../../src/cli/terminal';
import { createMessages, type Language } from '../../src/messages';

const CSI = '\u001b[';
/** Colours and dimness, which take no column. */
const plain = (text: string) =>
  text
    .split(CSI)
    .map((part, i) => (i === 0 ? part : part.replace(/^\d*[mK]/, '')))
    .join('');

/** A terminal of that many columns, or none. What it was told is in `out` and `err`. */
function terminal(columns: number | null, env: CliHost['env'] = {}, language: Language = 'en') {
  const out: string[] = [];
  const err: string[] = [];
  const tty = columns === null ? {} : { isTTY: true, columns };
  const host = {
    stdout: { write: (text: string) => out.push(text) },
    stderr: { ...tty, write: (text: string) => err.push(text) },
    env,
  };
  const messages = createMessages(language);
  return { terminal: new Terminal(host, messages, { json: false, quiet: false }), out, err };
}

/** 10 steps of 64 examples a second, of 2 epochs of 100 steps. */
function trainFor(seconds: number, to: Terminal) {
  let now = 0;
  const progress = new Progress(to, () => now, {
    step: 0,
    totalSteps: 200,
    epochs: 2,
    pretraining: null,
  });
  for (; now <= seconds * 1000; now += 1000) {
    const step = 10 + now / 100;
    const row = {
      step,
      examples: 640,
      loss: 0.5,
      accuracy: 0.75,
      learningRate: 0.01,
      gradientNorm: 1,
    };
    const epoch = {
      epoch: 1,
      step,
      loss: 0.5,
      accuracy: 0.75,
      validation: null,
      seconds: 10,
      finishedAt: now,
    };
    progress.advance([row], step === 100 ? [epoch] : []);
  }
}

test('the line shows epoch, loss, accuracy, speed and time left', () => {
  const { terminal: to, err } = terminal(120);
  trainFor(4, to);
  // 50 of 200 steps are done, at 10 a second.
  expect(plain(err.at(-1)!)).toBe(
    `\r${'━'.repeat(8)}${'─'.repeat(22)}  epoch 1/2  loss 0.5000  accuracy 75.00 %  640 images/s  15 s left`,
  );
});

test.each(['en', 'zh-CN'] as const)('in %s it never reaches the last column', (language) => {
  for (let columns = 8; columns <= 140; columns++) {
    const { terminal: to, err } = terminal(columns, {}, language);
    trainFor(4, to);
    expect(err.length).toBeGreaterThan(0);
    for (const line of err) expect(columnsOf(plain(line).replace('\r', ''))).toBeLessThan(columns);
  }
});

test('where there is little room, time left stays longest beside the epoch', () => {
  const { terminal: to, err } = terminal(25);
  trainFor(4, to);
  expect(plain(err.at(-1)!)).toBe('\repoch 1/2  15 s left');
});

test('without a terminal there is a line an epoch and nothing else', () => {
  const { terminal: to, out, err } = terminal(null);
  trainFor(15, to);
  expect(err).toEqual([]);
  expect(out).toEqual(['Epoch 1/2   loss 0.5000   accuracy 75.00 %   10.00 s\n']);
});

test('NO_COLOR and a dumb terminal get no colours', () => {
  const coloured = terminal(100);
  trainFor(3, coloured.terminal);
  expect(coloured.err.join('')).toContain(`${CSI}36m`);
  for (const env of [{ NO_COLOR: '1' }, { TERM: 'dumb' }]) {
    const { terminal: to, err } = terminal(100, env);
    trainFor(3, to);
    expect(err.join('')).not.toContain(`${CSI}36m`);
  }
});

test('a pretraining shows its error and no accuracy, and the time left of both stages', () => {
  const { terminal: to, out, err } = terminal(120);
  let now = 0;
  // 100 steps without labels, each as long as four of the 200 that follow.
  const progress = new Progress(to, () => now, {
    step: 0,
    totalSteps: 300,
    epochs: 2,
    pretraining: { steps: 100, epochs: 2, stepCost: 4 },
  });
  const rowAt = (step: number) => ({
    step,
    examples: 1280,
    loss: 0.25,
    learningRate: 0.001,
    gradientNorm: 1,
  });
  const epoch = { epoch: 1, step: 50, loss: 0.25, seconds: 4, finishedAt: 4000 };
  for (; now <= 4000; now += 1000) {
    progress.advancePretraining([rowAt(20 + now / 100)], now === 3000 ? [epoch] : []);
  }
  const lines = plain(err.join(''));
  expect(out.join('')).toContain(
    'Without labels 1/2   error of the images given back 0.2500   4.00 s',
  );
  // 60 of 100 steps at 10 a second: 40 more, and 200 that take a quarter of the time.
  expect(lines).toMatch(
    /without labels 2\/2 {2}error 0\.2500 {2}1,280 images\/s {2}9\.0 s left\s*$/,
  );
  expect(lines).not.toContain('accuracy');

  progress.advance([{ ...rowAt(110), loss: 1.5, accuracy: 0.5 }], []);
  expect(plain(err.at(-1)!)).toContain('epoch 1/2  loss 1.5000  accuracy 50.00 %');
});

import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { digitAsText } from '../../core/digit/ascii';
import { UserError } from '../../core/errors';
import { argMax } from '../../core/metrics/softmax';
import { PIXELS, type Pixels28 } from '../../core/network/types';
import { readOnnx } from '../../core/onnx/read';
import { readMnist } from '../../library/mnist';
import {
  type Call,
  type CommandContext,
  type CommonOptions,
  openCall,
  withCommonOptions,
} from './context';
import { exportTo } from './export';
import { sideBySide } from '../side-by-side';
import { findRun } from './find-run';
import { followTraining, reportTraining } from './follow-training';
import { recipeFor } from './recipe-option';

/** The digits shown: the first of the test set. */
const SHOWN = 4;

/** What `npm start` does where there is no display: the main job, from training to reading, in the terminal. */
export function addTour(program: Command, context: CommandContext): void {
  const { host, messages, done } = context;
  const { t } = messages;
  const command = program.command('tour').description(t('cli:tour.description'));
  withCommonOptions(command, context).action(async (options: CommonOptions) => {
    const call = openCall(context, options);
    const { terminal, jobHost } = call;
    terminal.note(t('cli:tour.welcome', { version: host.version }));

    heading(call, 1, t('cli:tour.training'));
    const recipe = await recipeFor({}, command, context);
    const { exitCode, finished } = await followTraining(host, call, { recipe }, 1);
    if (finished === null) {
      done(exitCode);
      return;
    }
    reportTraining(host, call, finished);

    heading(call, 2, t('cli:tour.exporting'));
    const file = await exportName(call, host.cwd, finished.run);
    await exportTo(host, call, await findRun(call, finished.run), file);

    heading(call, 3, t('cli:tour.reading', { file }));
    await readTestDigits(call, file);

    terminal.note('');
    terminal.result(t('cli:tour.where', { library: jobHost.library, run: finished.run, file }));
    terminal.note(t('cli:tour.window', { command: host.openWindow }));
    terminal.note(t('cli:tour.more', { command: `${host.invocation} --help` }));
  });
}

function heading({ terminal }: Call, number: number, what: string): void {
  terminal.note(`\n${terminal.messages.t('cli:tour.step', { number, what })}`);
}

/** digits.onnx in the current folder. One that Inkling wrote is replaced; somebody else's file stays, ours gets the run's name. */
async function exportName({ terminal }: Call, folder: string, run: string): Promise<string> {
  const file = resolve(folder, 'digits.onnx');
  if (!existsSync(file) || (await isOurs(file))) return file;
  terminal.warn(terminal.messages.t('cli:tour.taken', { file }));
  return resolve(folder, `digits-${run}.onnx`);
}

async function isOurs(file: string): Promise<boolean> {
  try {
    return readOnnx(await readFile(file), file).producer.startsWith('Inkling');
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

async function readTestDigits({ terminal, jobHost }: Call, file: string): Promise<void> {
  const { messages } = terminal;
  const { t } = messages;
  const { images, labels } = readMnist(jobHost.mnist, 'test');
  // ONNX Runtime is loaded for the tour only.
  const { OnnxModel } = await import('../../inference/onnx-model');
  const model = await OnnxModel.load(file);
  try {
    const blocks = [];
    for (let example = 0; example < SHOWN; example++) {
      const pixels = images.slice(example * PIXELS, (example + 1) * PIXELS) as Pixels28;
      const { probabilities } = await model.read(pixels);
      const best = argMax(probabilities, 0, probabilities.length);
      const digit = Number(model.classNames[best]);
      const label = labels[example]!;
      terminal.json({ event: 'read', example, digit, label, probabilities: [...probabilities] });
      const probability = terminal.figures.percent(probabilities[best]!);
      blocks.push({
        picture: digitAsText(pixels),
        caption: t('cli:tour.read', { digit, probability }),
      });
    }
    for (const line of sideBySide(blocks, 4)) terminal.result(line);
    const answers = [...labels.subarray(0, SHOWN)].join(', ');
    terminal.note(t('cli:tour.answers', { answers }));
  } finally {
    await model.release();
  }
}

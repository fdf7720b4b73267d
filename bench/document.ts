import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppFigures, Latency, Spread } from './app/figures';
import { goalsOf, isMet, type Goal } from './goals';
import { operations } from './products';
import {
  epochRange,
  epochSeconds,
  peakBytes,
  productSeconds,
  startSeconds,
  type Measured,
  type MeasuredProducts,
  type Results,
} from './results';
import { median } from './statistics';

/** docs/benchmarks.md. `profiles`: the folder with a text for each goal that is missed. */
export function documentOf(results: Results, profiles: string): string {
  const goals = goalsOf(results);
  return [
    '# Benchmarks',
    'Measured side by side, in one run, by the command below, which writes this file. Nobody asserts these figures in a test.',
    circumstances(results),
    '## Goals',
    goalTable(goals),
    ...missedGoals(goals, profiles),
    "## Training the article's network",
    `784-128-10 ReLU, SGD 0.01 with momentum 0.9, mini-batches of 64, ${count(results.epochs, 'epoch')} over MNIST's 60,000 training digits, float32, one thread${onOneCore(results)}. An epoch: training alone, the median over each training's epochs but the first, then the median (and range) over ${count(results.rounds, 'round')} in which all take turns. Memory: the largest resident memory of any of its processes (of Inkling the worker's).`,
    trainingTable(results.article),
    '### From process start to the end of the first epoch',
    `The same, one epoch, on all cores but with one thread each: what a person waits for. It includes starting, loading libraries and data, and compiling.`,
    startTable(results.starts),
    '## A larger network, and what the machine can do',
    `784-1000-500-10, mini-batches of 128, by Inkling. The limit: the time that the matrix products of one epoch take by themselves, same shapes, by the fastest library here. Distortions: elastic α 36 σ 5, rotation ±15°, scale and shear ±15 %, new for every epoch.`,
    trainingTable(results.large),
    productTable(results.products.large),
    "The same for the article's network, 784-128-10 in mini-batches of 64:",
    productTable(results.products.article),
    '## Reading digits',
    '784-128-10, from pixels 0–255 to probabilities, one thread. Inkling: ONNX Runtime through `OnnxModel.read`.',
    readingTable(results),
    '## The window',
    'missing' in results.app ? `Not measured: ${results.app.missing}` : windowText(results.app),
    '',
  ].join('\n\n');
}

/** The window's figures alone, for `npm run bench:app`. */
export function windowText(app: AppFigures): string {
  const { windowShown: shown, scroll, bars } = app;
  const row = (what: string, { p50, p99, max }: Spread, note = '') => [
    what,
    number(p50),
    number(p99),
    number(max),
    note,
  ];
  const latency = (what: string, one: Latency) =>
    row(what, one, `${one.events} events, ${one.unchanged} of them changed nothing`);
  return [
    `${app.runtime}. Drawn by: ${app.renderer}. Milliseconds.`,
    table(
      ['', 'median', '99 %', 'worst', ''],
      [
        row(
          'Process start to window shown, first start',
          spreadOf(shown.first),
          `${shown.first.length} starts, new settings and library; the system's file cache is warm`,
        ),
        row(
          'Process start to window shown, later starts',
          spreadOf(shown.later),
          `${shown.later.length} starts`,
        ),
        latency('Pointer event to painted bars', bars.idle),
        latency('Pointer event to painted bars, while a training runs', bars.training),
        row(
          `Gap between frames, scrolling the digits ${scroll.pixels} pixels`,
          scroll.gaps,
          `${scroll.frames} frames, ${scroll.unpainted} of ${scroll.tiles} tiles not painted`,
        ),
        row(
          `Click to painted table of ${app.runTable.runs} runs`,
          app.runTable.times,
          `${app.runTable.first.toFixed(1)} the first time after a start`,
        ),
        ...app.views.map(({ view, times }) => row(`Click to painted view: ${view}`, times)),
      ],
    ),
    ...app.problems.map((line) => `The app logged an error meanwhile: ${line}`),
    'Pointer events and clicks count from their own time stamp to the end of the frame that shows what they changed; a pointer that moves waits for the next frame before the page hears of it.',
  ].join('\n\n');
}

function circumstances(results: Results): string {
  const { machine } = results;
  const missing = Object.entries(results.peers).flatMap(([name, peer]) =>
    'missing' in peer ? [`- missing: ${name}. ${peer.missing}`] : [],
  );
  return [
    `- ${results.date.toISOString().slice(0, 16).replace('T', ' ')} UTC, commit ${results.commit}, \`${results.command}\`: ${count(results.rounds, 'round')} of ${count(results.epochs, 'epoch')}`,
    `- ${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB; ${machine.system}; Node ${machine.node}`,
    `- load averages: ${results.load.before} before, ${results.load.after} after`,
    `- ${versions(results).join('; ')}`,
    ...missing,
    ...results.failures.map((failure) => `- did not run: ${failure}`),
  ].join('\n');
}

function versions({ article, products }: Results): string[] {
  const named = article.map(({ trainings }) => trainings[0]?.version ?? '');
  const libraries = (products.article.rounds[0] ?? []).map(({ version }) => version);
  return [...new Set([...named, ...libraries])].filter((version) => version !== '');
}

function onOneCore({ core }: Results): string {
  return core === null ? '' : `, each held to one core (taskset -c ${core})`;
}

function goalTable(goals: readonly Goal[]): string {
  return table(
    ['', 'measured', 'goal', ''],
    goals.map((goal) => {
      const { what, measured, limit, atLeast, unit } = goal;
      const met = isMet(goal);
      return [
        what,
        measured === undefined ? 'not measured' : `${number(measured)} ${unit}`,
        `${atLeast ? '≥' : '≤'} ${limit} ${unit}`,
        met === undefined ? '–' : met ? 'met' : '**missed**',
      ];
    }),
  );
}

function missedGoals(goals: readonly Goal[], profiles: string): string[] {
  return goals
    .filter((goal) => isMet(goal) === false)
    .flatMap(({ id, what }) => {
      const file = join(profiles, `${id}.md`);
      const why = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'No profile yet.';
      return [`### Missed: ${what}`, why];
    });
}

function trainingTable(measured: readonly Measured[]): string {
  return table(
    ['', '', 's an epoch', 'range', 'memory', 'test accuracy'],
    measured.map((one) => {
      const [least, most] = epochRange(one);
      const bytes = peakBytes(one);
      const accuracy = median(one.trainings.map(({ testAccuracy }) => testAccuracy));
      return [
        one.trainer.name,
        one.trainer.setting,
        number(epochSeconds(one)),
        `${number(least)}–${number(most)}`,
        bytes === null ? '' : `${Math.round(bytes / 1e6)} MB`,
        `${(accuracy * 100).toFixed(2)} %`,
      ];
    }),
  );
}

function startTable(measured: readonly Measured[]): string {
  return table(
    ['', '', 's'],
    measured.map((one) => [one.trainer.name, one.trainer.setting, number(startSeconds(one))]),
  );
}

function productTable(measured: MeasuredProducts): string {
  const work = operations(measured.products);
  return table(
    ['matrix products by', 's an epoch', 'GFLOP/s'],
    productSeconds(measured).map(({ version, seconds }) => [
      version,
      number(seconds * measured.stepsPerEpoch),
      number(work / seconds / 1e9),
    ]),
  );
}

function readingTable({ readings }: Results): string {
  const peers = (['torch', 'jax'] as const).flatMap((peer) =>
    (readings[0]?.[peer] ?? []).map(({ version, setting }, i) => [
      `${version}, ${setting}`,
      number(median(readings.map((round) => round[peer][i]!.one)) * 1e6),
      number(median(readings.map((round) => round[peer][i]!.tenThousand)) * 1e3),
    ]),
  );
  const ours = [
    'Inkling',
    number(median(readings.map(({ inkling }) => inkling.median))),
    number(median(readings.map(({ inkling }) => inkling.tenThousand))),
  ];
  return table(['', 'one digit, µs', '10,000 digits, ms'], [ours, ...peers]);
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

function spreadOf(values: readonly number[]): Spread {
  return { p50: median(values), p99: Math.max(...values), max: Math.max(...values) };
}

/** Three significant digits, whole numbers above 100. */
function number(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

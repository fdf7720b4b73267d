import type { Messages } from '../../messages';
import { meanDeviation } from '../metrics/mean-deviation';
import { figuresPerClass } from '../metrics/per-class';
import { layerSizes, networkSpecOf } from '../network/spec';
import { minimalRecipe } from '../recipe/minimal';
import { presetOf } from '../recipe/preset-of';
import type { Recipe, RecipeInput } from '../recipe/schema';
import { worstConfusions } from './confusions';
import type { CardFacts } from './facts';
import { markdownTable, plainText } from './markdown';

/** Kinds of mistakes a card lists. */
const CONFUSIONS = 8;
const NOTHING = '–';

/** How a person calls Inkling: `inkling train …`. */
type CommandLine = (...words: string[]) => string;

interface Writing {
  readonly facts: CardFacts;
  readonly t: Messages['t'];
  readonly commandLine: CommandLine;
  readonly whole: (value: number) => string;
  /** 0–1 → '97.52 %' */
  readonly percent: (share: number | null) => string;
  readonly seconds: (value: number) => string;
}

/**
 * A model card (Mitchell et al. 2019) in Markdown: what a network is, how it was made, how good it is and how that was measured,
 * and what it is not for. Ends with a line feed.
 */
export function modelCard(
  facts: CardFacts,
  { t, language }: Messages,
  commandLine: CommandLine,
): string {
  const digits = (maximumFractionDigits: number, minimumFractionDigits = 0) =>
    new Intl.NumberFormat(language, { maximumFractionDigits, minimumFractionDigits });
  const hundredths = digits(2, 2);
  const writing: Writing = {
    facts,
    t,
    commandLine,
    whole: (value) => digits(0).format(value),
    percent: (share) => (share === null ? NOTHING : `${hundredths.format(100 * share)} %`),
    seconds: (value) => digits(1).format(value),
  };
  const sections = [
    [`# ${t('card:title', { name: plainText(facts.name) })}`, '', ...whatItIs(writing)],
    section(t('card:recipe'), recipeLines(writing)),
    section(t('card:data'), dataLines(writing)),
    section(t('card:accuracy'), accuracyLines(writing)),
    section(t('card:classes'), classLines(writing)),
    section(t('card:confusions'), confusionLines(writing)),
    section(t('card:calibration'), calibrationLines(writing)),
    section(t('card:environment'), environmentLines(writing)),
    section(t('card:limits'), [
      t('card:limits.people'),
      '',
      t('card:limits.input', { classes: facts.classNames.map(plainText).join(', ') }),
      '',
      t('card:limits.use'),
    ]),
    section(t('card:reproduce'), reproduceLines(writing)),
    section(t('card:licence'), [t('card:licence.text')]),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const section = (heading: string, lines: readonly string[]) => [`## ${heading}`, '', ...lines];

const code = (text: string, language = '') => [`\`\`\`${language}`, text, '```'];

function whatItIs({ facts, t, whole }: Writing): string[] {
  const { recipe, file, run, classNames, parameters } = facts;
  const lines = [
    t('card:what', {
      layers: recipe === null ? t('card:layers.unknown') : layersOf(recipe, classNames.length),
      parameters: whole(parameters),
    }),
    '',
  ];
  if (run !== null) lines.push(`- ${t('card:what.run', { run })}`);
  if (file !== null) {
    const { name, bytes, sha256, producer, opset } = file;
    lines.push(
      `- ${t('card:what.file', { name: plainText(name), bytes: whole(bytes), sha256 })}`,
      `- ${t('card:what.producer', { producer: plainText(producer) || NOTHING, opset })}`,
    );
  }
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** '784 → 128 (relu) → 10' */
function layersOf(recipe: Recipe, classes: number): string {
  const spec = networkSpecOf(recipe, classes);
  const sizes = layerSizes(spec).map(({ outputs }, i) => {
    const activation = spec.hidden[i]?.activation;
    return activation === undefined ? `${outputs}` : `${outputs} (${plainText(activation)})`;
  });
  return [spec.inputs, ...sizes].join(' → ');
}

function recipeLines({ facts: { recipe }, t, whole }: Writing): string[] {
  if (recipe === null) return [t('card:recipe.unknown')];
  const preset = presetOf(recipe);
  const { name, ...differences } = minimalRecipe(recipe);
  const summary = t('card:recipe.summary', {
    epochs: whole(recipe.epochs),
    batch: whole(recipe.batchSize),
    optimizer: recipe.optimizer.type,
    rate: recipe.optimizer.learningRate,
    seed: recipe.seed,
  });
  const before = pretrainingText(recipe, t, whole);
  if (preset === null) {
    return [
      `${t('card:recipe.own', { name: plainText(recipe.name) })} ${summary}${before}`,
      '',
      ...differing(t, name === undefined ? differences : { name, ...differences }),
    ];
  }
  const title = t(`recipes:${preset.name}`);
  return [
    `${t('card:recipe.preset', { preset: preset.id, name: title })} ${summary}${before}`,
    '',
    ...differing(t, differences),
  ];
}

/** A sentence on what came before the labels, with the space before it; nothing where nothing did. */
function pretrainingText(
  { pretraining }: Recipe,
  t: Messages['t'],
  whole: Writing['whole'],
): string {
  if (pretraining === null) return '';
  return ` ${t('card:recipe.pretraining', {
    epochs: whole(pretraining.epochs),
    batch: whole(pretraining.batchSize),
    share: whole(100 * pretraining.corruption),
    optimizer: pretraining.optimizer.type,
    rate: pretraining.optimizer.learningRate,
  })}`;
}

function differing(t: Messages['t'], differences: RecipeInput): string[] {
  if (Object.keys(differences).length === 0) return [t('card:recipe.defaults')];
  return [t('card:recipe.differs'), '', ...code(JSON.stringify(differences, null, 2), 'json')];
}

function dataLines({ facts, t, whole }: Writing): string[] {
  const { dataSha256, test, recipe } = facts;
  const lines: string[] = [
    t('card:data.train', { sha256: dataSha256 ?? NOTHING }),
    t('card:data.test', { examples: whole(test.evaluation.examples), sha256: test.sha256 }),
  ];
  if (recipe !== null) {
    lines.push(
      recipe.validation === null
        ? t('card:data.noValidation')
        : t('card:data.validation', { examples: whole(recipe.validation.count) }),
    );
  }
  return lines.map((line) => `- ${line}`);
}

function accuracyLines({ facts: { test, file, seeds }, t, whole, percent }: Writing): string[] {
  const { correct, examples, accuracy, loss } = test.evaluation;
  return [
    t('card:accuracy.text', {
      accuracy: percent(accuracy),
      correct: whole(correct),
      examples: whole(examples),
      loss: loss.toFixed(4),
      deviation: percent(Math.sqrt((accuracy * (1 - accuracy)) / examples)),
    }),
    '',
    `- ${t(file === null ? 'card:accuracy.byRun' : 'card:accuracy.byFile')}`,
    ...(seeds.length === 0 ? [] : [`- ${seedsLine(seeds, { t, percent })}`]),
    `- ${t('card:looks', { count: test.looks })}`,
  ];
}

function seedsLine(
  seeds: CardFacts['seeds'],
  { t, percent }: Pick<Writing, 't' | 'percent'>,
): string {
  const { mean, deviation } = meanDeviation(seeds.map(({ accuracy }) => accuracy));
  return t('card:accuracy.seeds', {
    seeds: seeds.map(({ seed }) => seed).join(', '),
    mean: percent(mean),
    deviation: percent(deviation),
  });
}

function classLines({ facts: { test, classNames }, t, whole, percent }: Writing): string[] {
  return markdownTable(
    [
      { text: t('card:class') },
      { text: t('card:examples'), right: true },
      { text: t('card:precision'), right: true },
      { text: t('card:recall'), right: true },
      { text: t('card:f1'), right: true },
    ],
    figuresPerClass(test.evaluation).map(({ examples, precision, recall, f1 }, k) => [
      classNames[k]!,
      whole(examples),
      percent(precision),
      percent(recall),
      percent(f1),
    ]),
  );
}

function confusionLines({ facts: { test, classNames }, t, whole }: Writing): string[] {
  const worst = worstConfusions(test.evaluation, CONFUSIONS);
  if (worst.length === 0) return [t('card:confusions.none')];
  return markdownTable(
    [
      { text: t('card:confusions.is') },
      { text: t('card:confusions.readAs') },
      { text: t('card:examples'), right: true },
    ],
    worst.map(({ label, readAs, examples }) => [
      classNames[label]!,
      classNames[readAs]!,
      whole(examples),
    ]),
  );
}

function calibrationLines({ facts: { test }, t, whole, percent }: Writing): string[] {
  const { bins, expectedError } = test.calibration;
  return [
    t('card:calibration.text', { error: percent(expectedError), bins: bins.length }),
    '',
    ...markdownTable(
      [
        { text: t('card:calibration.confidence') },
        { text: t('card:examples'), right: true },
        { text: t('card:calibration.mean'), right: true },
        { text: t('card:accuracy'), right: true },
      ],
      bins
        .filter(({ examples }) => examples > 0)
        .map(({ from, to, examples, confidence, accuracy }) => [
          `${percent(from)} – ${percent(to)}`,
          whole(examples),
          percent(confidence),
          percent(accuracy),
        ]),
    ),
  ];
}

function environmentLines({ facts, t, whole, seconds }: Writing): string[] {
  const { training, appVersion, recipe } = facts;
  if (training === null) {
    return [t('card:environment.unknown', { version: appVersion ?? NOTHING })];
  }
  const { environment, epochs, status } = training;
  return [
    t(status === 'finished' ? 'card:training.finished' : 'card:training.unfinished', {
      done: whole(epochs),
      epochs: recipe === null ? NOTHING : whole(recipe.epochs),
      seconds: seconds(training.seconds),
    }),
    t('card:environment.program', {
      version: environment.app,
      tensorflow: environment.tensorflow,
      tfjs: environment.tfjs,
    }),
    t(environment.oneDnn ? 'card:environment.machineOneDnn' : 'card:environment.machine', {
      cpu: plainText(environment.cpu),
      threads: environment.threads,
    }),
  ].map((line) => `- ${line}`);
}

function reproduceLines({ facts: { recipe, training }, t, commandLine }: Writing): string[] {
  if (recipe === null) return [t('card:reproduce.unknown')];
  const preset = presetOf(recipe);
  const threads = training?.environment.threads ?? 1;
  const train = commandLine(
    'train',
    '--recipe',
    preset?.id ?? 'recipe.json',
    '--seed',
    String(recipe.seed),
    ...(threads === 1 ? [] : ['--threads', String(threads)]),
  );
  return [
    ...(preset === null ? [t('card:reproduce.file'), ''] : []),
    ...code([train, commandLine('export', 'last', 'digits.onnx')].join('\n'), 'sh'),
    '',
    t('card:reproduce.same'),
  ];
}

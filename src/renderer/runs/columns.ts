import { tasksOf } from '../../core/data/tasks';
import { runName, type Run } from '../../core/metrics/run';
import { layerSizes, networkSpecOf } from '../../core/network/spec';

/** In the order they stand in the table. */
export const columnIds = [
  'name',
  'tags',
  'status',
  'dataset',
  'network',
  'optimizer',
  'seed',
  'epochs',
  'validation',
  'test',
  'loss',
  'duration',
  'date',
  'machine',
] as const;
export type ColumnId = (typeof columnIds)[number];

export interface Column {
  /** CSS pixels; the name takes what is left, and at least this. */
  readonly width: number;
  /** Figures stand to the right. */
  readonly figures?: true;
  /** What the column is sorted by; null comes last either way. */
  readonly by: (run: Run) => string | number | null;
}

const statusOrder: readonly Run['status'][] = [
  'running',
  'paused',
  'interrupted',
  'stopped',
  'failed',
  'finished',
];

export const columns: Readonly<Record<ColumnId, Column>> = {
  name: { width: 176, by: runName },
  tags: { width: 88, by: ({ tags }) => tags.join(' ') || null },
  status: { width: 96, by: ({ status }) => statusOrder.indexOf(status) },
  dataset: { width: 112, by: ({ dataName }) => dataName },
  network: { width: 128, by: networkText },
  optimizer: { width: 104, by: ({ recipe }) => recipe.optimizer.type },
  seed: { width: 72, figures: true, by: ({ recipe }) => recipe.seed },
  epochs: { width: 72, figures: true, by: ({ epoch }) => epoch },
  validation: { width: 136, figures: true, by: (run) => run.validationAccuracy },
  test: { width: 128, figures: true, by: (run) => run.testAccuracy },
  loss: { width: 88, figures: true, by: (run) => run.trainLoss },
  duration: { width: 104, figures: true, by: (run) => run.trainSeconds },
  date: { width: 200, by: (run) => run.createdAt },
  machine: { width: 240, by: ({ environment }) => environment.cpu },
};

export const usualColumns: readonly ColumnId[] = [
  'name',
  'tags',
  'status',
  'network',
  'seed',
  'epochs',
  'test',
  'date',
];

/** '784-128-10' */
export function networkText(run: Pick<Run, 'recipe' | 'dataClassNames'>): string {
  const spec = networkSpecOf(run.recipe, classNamesOf(run).length);
  return [spec.inputs, ...layerSizes(spec).map(({ outputs }) => outputs)].join('-');
}

/** Of the network's outputs, in their order. */
export function classNamesOf({
  recipe,
  dataClassNames,
}: Pick<Run, 'recipe' | 'dataClassNames'>): readonly string[] {
  return tasksOf(recipe, dataClassNames).classNames;
}

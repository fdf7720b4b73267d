import type { z } from 'zod';
import type { Job, JobContext } from './job';

/**
 * Every job by its name. Each is loaded when it is asked for, so that a job that needs no TensorFlow never loads it. A new
 * job is its file and one line here.
 */
const jobs = {
  baselines: async () => (await import('./baselines')).compareBaselines,
  card: async () => (await import('./card')).card,
  classify: async () => (await import('./classify')).classify,
  compare: async () => (await import('./compare')).compare,
  evaluate: async () => (await import('./evaluate')).evaluate,
  export: async () => (await import('./export')).exportRun,
  exportDataset: async () => (await import('./export-dataset')).exportDataset,
  features: async () => (await import('./features')).features,
  fingerprint: async () => (await import('./fingerprint')).fingerprint,
  import: async () => (await import('./import')).importDataset,
  map: async () => (await import('./digit-map')).digitMap,
  measure: async () => (await import('./measure')).measure,
  openRun: async () => (await import('./open-run')).openRun,
  saveRun: async () => (await import('./save-run')).saveRun,
  partDataset: async () => (await import('./part-dataset')).partDataset,
  photo: async () => (await import('./photo')).photo,
  personalised: async () => (await import('./personalised')).personalised,
  readings: async () => (await import('./readings')).readings,
  statistics: async () => (await import('./statistics')).statistics,
  train: async () => (await import('./train')).train,
  whyNot: async () => (await import('./why-not')).whyNot,
} as const;

export type JobName = keyof typeof jobs;

type Loaded<N extends JobName> = Awaited<ReturnType<(typeof jobs)[N]>>;
/** What to give the job: defaults may be left out. */
export type JobArgs<N extends JobName> = z.input<Loaded<N>['args']>;
export type JobEvent<N extends JobName> =
  Loaded<N> extends Job<z.ZodType, infer E, unknown> ? E : never;
export type JobResult<N extends JobName> = Awaited<ReturnType<Loaded<N>['run']>>;

/** Runs the job called `name` in this process. Arguments that don't fit its schema are a bug of the caller. */
export async function runJob(
  name: string,
  args: unknown,
  context: JobContext<unknown>,
): Promise<unknown> {
  const job = await loadJob(name);
  return job.run(job.args.parse(args), context);
}

/** Loads the job called `name` and what it needs in any case, before it is known what it shall do. */
export async function prepareJob(name: string): Promise<void> {
  (await loadJob(name)).prepare?.();
}

async function loadJob(name: string): Promise<Job<z.ZodType, never, unknown>> {
  if (!Object.hasOwn(jobs, name)) throw new Error(`There is no job called ${name}.`);
  return jobs[name as JobName]();
}

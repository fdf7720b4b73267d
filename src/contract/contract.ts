import { z } from 'zod';
import type { ErrorData } from '../core/errors';
import type { EpochMetrics, Evaluation, StepMetrics } from '../core/metrics/types';
import type { EpochWeights, Run, RunId } from '../core/metrics/run';
import type { Certificate } from '../core/onnx/certificate';
import { recipeSchema } from '../core/recipe/schema';

/** A request's argument schema, and the type of its result (which exists for the compiler alone). */
interface Request<A extends z.ZodType, R> {
  readonly args: A;
  readonly result?: R;
}
function request<A extends z.ZodType>(args: A) {
  return { returns: <R>(): Request<A, R> => ({ args }) };
}

const runId = z.string().regex(/^[\w-]{1,64}$/) as unknown as z.ZodType<RunId, string>;
const modelId = z.string().regex(/^[\w:-]{1,96}$/);
/** 28 × 28, row-major, 0 (paper) to 255 (ink). */
const pixels = z.custom<Uint8Array>((p) => p instanceof Uint8Array && p.length === 784);
const none = z.undefined();

export const settingsSchema = z.strictObject({
  language: z.enum(['system', 'en', 'zh-CN']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Threads TensorFlow trains with. */
  threads: z.int().min(1).max(256),
});
export type Settings = z.output<typeof settingsSchema>;

export interface AppInfo {
  readonly version: string;
  /** e.g. 'Electron 33.2.1 (registry runtime)': which runtime this is, in plain words. */
  readonly runtime: string;
  /** Which runtime this version's tests ran on, as a sentence in the person's language. */
  readonly tested: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly libraryFolder: string;
  readonly logFile: string;
  readonly cpus: number;
  /** BCP 47 tag of the system's language. */
  readonly systemLanguage: string;
}

/** A network the sketchpad can use: one that ships with the app, or a run that finished. */
export interface ModelInfo {
  readonly id: string;
  readonly name: string;
  readonly source: 'shipped' | 'run';
  readonly runId: RunId | null;
  readonly testAccuracy: number | null;
  readonly classNames: readonly string[];
  readonly parameters: number;
}

export interface Reading {
  /** [K], sum 1. */
  readonly probabilities: Float32Array;
  /** Time ONNX Runtime took, in microseconds. */
  readonly microseconds: number;
}

/** How long a recipe takes here. */
export interface Estimate {
  readonly parameters: number;
  /** From a measurement on this machine; null until one was made. */
  readonly seconds: number | null;
}

/** Renderer → main. Arguments are checked against the schema before a handler sees them; results are checked by the compiler. Adding a message is one line here. */
export const requests = {
  'app.info': request(none).returns<AppInfo>(),
  'app.openLogs': request(none).returns<null>(),
  'app.openLibrary': request(none).returns<null>(),
  'settings.get': request(none).returns<Settings>(),
  'settings.set': request(settingsSchema.partial()).returns<Settings>(),
  'models.list': request(none).returns<ModelInfo[]>(),
  'sketch.read': request(z.strictObject({ model: modelId, pixels })).returns<Reading>(),
  'recipes.estimate': request(recipeSchema).returns<Estimate>(),
  'run.start': request(recipeSchema).returns<RunId>(),
  'run.pause': request(runId).returns<null>(),
  /** Goes on with a paused run, or takes a stopped or interrupted one up again. */
  'run.resume': request(runId).returns<null>(),
  'run.stop': request(runId).returns<null>(),
  'run.delete': request(runId).returns<null>(),
  'run.undelete': request(runId).returns<null>(),
  'run.list': request(none).returns<Run[]>(),
  'run.get': request(runId).returns<Run>(),
  /** Intervals after step `since` (0: all). */
  'run.metrics': request(z.strictObject({ run: runId, since: z.int().min(0) })).returns<
    StepMetrics[]
  >(),
  'run.epochs': request(runId).returns<EpochMetrics[]>(),
  'run.weights': request(runId).returns<EpochWeights[]>(),
  'run.evaluation': request(runId).returns<Evaluation | null>(),
  /** Asks where to, writes a certified ONNX file; null when the person cancels the dialog. */
  'run.export': request(runId).returns<{ file: string; certificate: Certificate } | null>(),
} as const;

export type Requests = typeof requests;
export type RequestName = keyof Requests;
export type Args<N extends RequestName> = z.input<Requests[N]['args']>;
export type Result<N extends RequestName> =
  Requests[N] extends Request<z.ZodType, infer R> ? R : never;

/** What travels back: an error is data. */
export type Reply<R> = { ok: true; value: R } | { ok: false; error: ErrorData };

/** Main → renderer. */
export interface Events {
  /** A commit in the library: ask for what is new. `step` is the run's last committed step. */
  'run.changed': { run: RunId; step: number };
  'runs.changed': null;
  'settings.changed': Settings;
  /** A menu item asks the window to do something. */
  command:
    | 'view.sketch'
    | 'view.data'
    | 'view.train'
    | 'view.settings'
    | 'edit.undo'
    | 'edit.clear'
    | 'help.shortcuts'
    | 'help.about';
}
export type EventName = keyof Events;

// Bytes travel apart from messages, through the app protocol (GET, same origin):
//   app://inkling/library/blob/<sha256>                     a blob of the library
//   app://inkling/data/mnist/<train|test>/<images|labels>   uint8, without the IDX header: [n, 28, 28] and [n]

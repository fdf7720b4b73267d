import type { z } from 'zod';
import type { ErrorData } from '../core/errors';
import type { RunId } from '../core/metrics/run';
import { appRequests, type Settings } from './requests/app';
import { dataRequests } from './requests/data';
import { drawingsRequests } from './requests/drawings';
import { personalRequests } from './requests/personal';
import { exploreRequests } from './requests/explore';
import type { Request } from './requests/request';
import { runsRequests } from './requests/runs';
import { sketchRequests } from './requests/sketch';
import { queueRequests } from './requests/queue';
import { trainRequests } from './requests/train';
import { whyRequests } from './requests/why';

/** Renderer → main. Arguments are checked against the schema before a handler sees them; results are checked by the compiler. Adding a message is one line in its area's list. */
export const requests = {
  ...appRequests,
  ...sketchRequests,
  ...drawingsRequests,
  ...whyRequests,
  ...personalRequests,
  ...exploreRequests,
  ...trainRequests,
  ...queueRequests,
  ...runsRequests,
  ...dataRequests,
} as const;

type Requests = typeof requests;
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
  'queue.changed': null;
  /** Data sets were added, renamed or deleted. */
  'datasets.changed': null;
  /** How far the reading or writing of a data set's files is: 0–1. */
  'import.progress': { share: number };
  /** Estimates of time and memory are known now. */
  'machine.measured': null;
  'settings.changed': Settings;
  'drawings.changed': null;
  /** How far the search under way is: 0–1. */
  'why.progress': { share: number };
  /** How far a network's reading of all training digits is, and the measuring of how near they lie: 0–1. */
  'neighbours.progress': { model: string; share: number };
  /** How far a question about a whole data set is: 0–1. */
  'explore.progress': { task: string; part: number };
  /** A menu item asks the window to do something. */
  command:
    | 'view.sketch'
    | 'view.data'
    | 'view.train'
    | 'view.runs'
    | 'view.settings'
    | 'edit.undo'
    | 'edit.clear'
    | 'help.shortcuts'
    | 'help.about';
}
export type EventName = keyof Events;

// Bytes travel apart from messages, through the app protocol (GET, same origin):
//   app://inkling/library/blob/<sha256>                          a blob of the library
//   app://inkling/data/<data set>/<train|test>/<images|labels>   uint8, without the IDX header: [n, 28, 28] and [n]

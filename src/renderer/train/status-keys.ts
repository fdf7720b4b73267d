import type { RunStatus } from '../../core/metrics/run';

/** The sentence for each status. */
export const statusKeys = {
  running: 'train:status.running',
  paused: 'train:status.paused',
  stopped: 'train:status.stopped',
  interrupted: 'train:status.interrupted',
  finished: 'train:status.finished',
  failed: 'train:status.failed',
} as const satisfies Record<RunStatus, string>;

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeFork } from '../../src/cli/node-fork';
import type { ForkWorker } from '../../src/jobs/protocol';

/** How far the writing of a checkpoint is, in order, as hook.mjs tells it. The last comes after the commit. */
export const stages = [
  'opened',
  'half written',
  'written',
  'synced',
  'renamed',
  'in the transaction',
  'committed',
] as const;
export type Stage = (typeof stages)[number] | 'outside';

/** Where a worker shall end itself. */
export interface Aim {
  /** The n-th that the process writes, from 1, or the first after it that has such a file. */
  readonly checkpoint: number;
  /** 1: all tensors. 2: the weights alone, at an epoch's end. */
  readonly file: 1 | 2;
  readonly stage: Stage;
  /** From that stage to the SIGKILL. */
  readonly microseconds: number;
}

/** A worker with the hook in it; `state` is a file of the caller's. */
export function hookedFork(entry: string, state: string, aim: Aim | null): ForkWorker {
  const fork = nodeFork(entry);
  const hook = pathToFileURL(join(import.meta.dirname, 'hook.mjs'));
  return (env) =>
    fork({
      ...env,
      NODE_OPTIONS: `--import=${hook.href}`,
      KILL_STATE: state,
      KILL_AT: JSON.stringify(aim),
    });
}

/** Where the process was when it ended. */
export function stageIn(state: string): Stage {
  const text = readFileSync(state, 'utf8');
  const name = /^\d+ (.*?) *$/.exec(text)?.[1];
  const stage = [...stages, 'outside' as const].find((known) => known === name);
  if (stage === undefined) throw new Error(`the hook told of no stage: "${text}"`);
  return stage;
}

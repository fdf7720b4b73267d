// Preloaded into a worker by NODE_OPTIONS: tells, in a file that outlives a SIGKILL, how far the writing of a checkpoint is, and
// ends the process there if asked to. It wraps the calls by which src/library keeps a blob and changes nothing they do.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, dirname } from 'node:path';
import { Worker, isMainThread } from 'node:worker_threads';

/** KILL_AT, JSON: { checkpoint, file, stage, microseconds }, counted from 1; see worker.ts. */
const { KILL_STATE, KILL_AT } = process.env;

if (isMainThread && KILL_STATE !== undefined) watch(KILL_STATE, JSON.parse(KILL_AT ?? 'null'));

function watch(stateFile, at) {
  const real = { ...fs };
  const state = real.openSync(stateFile, 'w');
  const kill = at === null ? () => undefined : killer(at.microseconds);

  /** Since the process started; the files of the one being written (its tensors, at an epoch's end also the weights alone). */
  let checkpoints = 0;
  let files = 0;
  /** Descriptors of those being written, paths of those not yet cleaned away, and the folder's descriptor. */
  const open = new Set();
  const staged = new Set();
  let folder = null;

  function enter(stage) {
    real.writeSync(state, `${checkpoints} ${stage}`.padEnd(64), 0);
    if (at?.stage === stage && checkpoints >= at.checkpoint && files >= at.file) kill();
  }
  enter('outside');

  const inBlobs = (path) => typeof path === 'string' && basename(dirname(path)) === 'blobs';

  fs.openSync = (path, flags, ...rest) => {
    const descriptor = real.openSync(path, flags, ...rest);
    if (inBlobs(path) && flags === 'wx') {
      if (staged.size === 0) {
        checkpoints++;
        files = 0;
      }
      files++;
      staged.add(path);
      open.add(descriptor);
      enter('opened');
    } else if (staged.size > 0 && typeof path === 'string' && basename(path) === 'blobs') {
      folder = descriptor;
    }
    return descriptor;
  };
  fs.writeFileSync = (file, bytes, ...rest) => {
    if (!open.has(file)) {
      real.writeFileSync(file, bytes, ...rest);
      return;
    }
    const half = bytes.length >> 1;
    real.writeFileSync(file, bytes.subarray(0, half));
    enter('half written');
    real.writeFileSync(file, bytes.subarray(half));
    enter('written');
  };
  fs.fsyncSync = (descriptor) => {
    real.fsyncSync(descriptor);
    if (open.has(descriptor)) enter('synced');
    // What comes next is SQLite's: rows, commit.
    if (descriptor === folder) enter('in the transaction');
  };
  fs.closeSync = (descriptor) => {
    real.closeSync(descriptor);
    open.delete(descriptor);
    if (descriptor === folder) folder = null;
  };
  fs.renameSync = (from, to) => {
    real.renameSync(from, to);
    if (staged.has(from)) enter('renamed');
  };
  fs.rmSync = (path, ...rest) => {
    if (staged.has(path)) enter('committed');
    real.rmSync(path, ...rest);
    if (staged.delete(path) && staged.size === 0) enter('outside');
  };
  syncBuiltinESMExports();
}

/** Ends the process at once; with a delay a thread of its own does, so that native code can be hit in its middle. */
function killer(microseconds) {
  if (microseconds === 0) return () => process.kill(process.pid, 'SIGKILL');
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const thread = new Worker(
    `const { flag, microseconds } = require('node:worker_threads').workerData;
     Atomics.wait(flag, 0, 0);
     const end = performance.now() + microseconds / 1000;
     while (performance.now() < end);
     process.kill(process.pid, 'SIGKILL');`,
    { eval: true, workerData: { flag, microseconds } },
  );
  thread.unref();
  return () => {
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  };
}

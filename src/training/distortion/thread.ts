import { parentPort, workerData } from 'node:worker_threads';
import { Distorter } from '../../core/distortion/distorter';
import { PIXELS } from '../../core/network/types';
import type { BlockRequest, ThreadData } from './messages';

// The entry of the thread that distorts the blocks to come while the process's main thread is inside libtensorflow.

if (parentPort === null) throw new Error('This file runs as a worker thread.');
const port = parentPort;
const { images, settings, seed } = workerData as ThreadData;
const distorter = new Distorter(settings, seed);

port.on('message', ({ epoch, examples }: BlockRequest) => {
  const pixels = new Uint8ClampedArray(examples.length * PIXELS);
  examples.forEach((example, i) => {
    distorter.distort(
      images.subarray(example * PIXELS, (example + 1) * PIXELS),
      epoch,
      example,
      pixels.subarray(i * PIXELS, (i + 1) * PIXELS),
    );
  });
  port.postMessage(new Uint8Array(pixels.buffer), [pixels.buffer]);
});

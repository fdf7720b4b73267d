import { cpus } from 'node:os';
import type { RunEnvironment } from '../core/metrics/run';
import { tensorflow } from './tensorflow';

/**
 * What the bits of a training depend on: the same recipe gives the same weights wherever these are the same (between one and
 * two threads, or with oneDNN switched, they differ in the last place).
 */
export function environment(): Omit<RunEnvironment, 'app'> {
  const tf = tensorflow();
  const { binding } = tf.backend() as unknown as { binding: { TF_Version: string } };
  return {
    threads: Number(process.env['TF_NUM_INTRAOP_THREADS'] ?? cpus().length),
    tensorflow: binding.TF_Version,
    tfjs: tf.version['tfjs-node'],
    oneDnn: process.env['TF_ENABLE_ONEDNN_OPTS'] !== '0',
    cpu: cpus()[0]?.model ?? process.arch,
  };
}

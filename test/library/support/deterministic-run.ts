import { DIGITS } from '../../../src/core/data/dataset';
import type { Checkpoint } from '../../../src/core/metrics/checkpoint';
import type { EpochMetrics, StepMetrics } from '../../../src/core/metrics/types';
import type { Tensor } from '../../../src/core/network/safetensors';
import { recipeSchema } from '../../../src/core/recipe/schema';
import type { RunWriter } from '../../../src/library/run-writer';
import type { NewRun } from '../../../src/library/runs';

// What a training of 4 epochs of 30 steps would hand over, every number a function of the step: 10 steps an interval.
const STEPS_AN_INTERVAL = 10;
const STEPS_AN_EPOCH = 30;
const EPOCHS = 4;

export const newRun = {
  recipe: recipeSchema.parse({ name: 'For the tests', epochs: EPOCHS }),
  totalSteps: EPOCHS * STEPS_AN_EPOCH,
  pretrainingSteps: 0,
  dataSha256: 'ab'.repeat(32),
  dataName: 'MNIST',
  dataClassNames: DIGITS,
  environment: {
    threads: 1,
    tensorflow: '2.15.1',
    tfjs: '4.22.0',
    oneDnn: true,
    cpu: 'a processor',
    app: '0.1.0',
  },
} as const satisfies NewRun;

export const intervalAt = (step: number): StepMetrics => ({
  step,
  examples: 640,
  loss: 2.3 / (1 + step / 7),
  accuracy: step / (step + 3),
  learningRate: 0.01,
  gradientNorm: 1 + 1 / step,
});

export const epochAt = (step: number): EpochMetrics => ({
  epoch: step / STEPS_AN_EPOCH,
  step,
  loss: 2 / step,
  accuracy: 1 - 1 / step,
  validation: { loss: 2.5 / step, accuracy: 1 - 1.5 / step },
  seconds: 0.5 + Math.random(),
  finishedAt: Date.now(),
});

export function tensorsAt(step: number, length = 6): Tensor[] {
  const values = Float32Array.from({ length }, (_, i) => Math.sin(step * 31 + i));
  return [
    { name: 'layer0.weight', shape: [length / 2, 2], values },
    { name: 'layer0.bias', shape: [2], values: Float32Array.of(step, -step) },
    { name: 'momentum/layer0.weight', shape: [length], values: values.map((v) => v / 3) },
  ];
}

export const checkpointAt = (step: number, length?: number): Checkpoint => ({
  step,
  pretraining: 0,
  stepsPerCall: STEPS_AN_INTERVAL,
  tensors: tensorsAt(step, length),
  intervalLossSum: 0,
  intervalCorrect: 0,
  intervalExamples: 0,
  epochLossSum: (step % STEPS_AN_EPOCH) / 3,
  epochCorrect: step % STEPS_AN_EPOCH,
  epochExamples: (step % STEPS_AN_EPOCH) * 64,
  bestEpoch: Math.floor(step / STEPS_AN_EPOCH),
  bestValue: 1 / step,
  epochsSinceBest: 0,
  firstLoss: 2.3,
  meanLoss: 1 / step,
  lossAbove: 0,
  epochSeconds: Math.random(),
  trainSeconds: step / 100,
});

/** Trains from one step to another: a checkpoint every second interval and at each epoch's end, metrics at each interval. */
export function train(writer: RunWriter, from: number, to: number): void {
  for (let step = from + STEPS_AN_INTERVAL; step <= to; step += STEPS_AN_INTERVAL) {
    const epochEnd = step % STEPS_AN_EPOCH === 0;
    const rows = [intervalAt(step)];
    const epochs = epochEnd ? [epochAt(step)] : [];
    if (epochEnd || (step / STEPS_AN_INTERVAL) % 2 === 0) {
      writer.checkpoint(checkpointAt(step), rows, epochs, epochEnd);
    } else {
      writer.record(rows, epochs);
    }
  }
}

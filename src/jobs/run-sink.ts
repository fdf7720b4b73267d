import type { EpochMetrics, StepMetrics } from '../core/metrics/types';
import type { RunWriter } from '../library/run-writer';
import type { TrainingControl, TrainingSink } from '../training/types';
import type { JobContext } from './job';
import type { TrainEvent } from './train';

type Context = JobContext<TrainEvent>;

/** Everything goes to the library first; then whoever watches hears of it. */
export function sinkOf(writer: RunWriter, emit: Context['emit']): TrainingSink {
  const { run } = writer;
  const tell = (
    step: number | undefined,
    rows: readonly StepMetrics[],
    epochs: readonly EpochMetrics[],
  ): void => {
    if (step !== undefined) emit({ type: 'progress', run, step, rows, epochs });
  };
  return {
    record(rows, epochs) {
      writer.record(rows, epochs);
      tell(rows.at(-1)?.step, rows, epochs);
    },
    checkpoint(checkpoint, rows, epochs, epochEnd) {
      writer.checkpoint(checkpoint, rows, epochs, epochEnd);
      tell(checkpoint.step, rows, epochs);
    },
    pretrained(rows, epochs, checkpoint) {
      writer.pretrained(rows, epochs, checkpoint);
      const step = checkpoint?.step ?? rows.at(-1)?.step;
      if (step !== undefined) emit({ type: 'pretraining', run, step, rows, epochs });
    },
    change(change) {
      writer.change(change);
    },
  };
}

/** The loop waits for a change only when it is paused (and has saved): that is when the run's status says so. */
export function controlOf({ control, emit }: Context, writer: RunWriter): TrainingControl {
  const { run } = writer;
  return {
    get wanted() {
      return control.wanted;
    },
    stepped() {
      control.stepped();
    },
    takeLearningRate: () => control.takeLearningRate(),
    async changed() {
      writer.setStatus('paused');
      emit({ type: 'paused', run });
      await control.changed();
      if (control.wanted !== 'run') return;
      writer.setStatus('running');
      emit({ type: 'continued', run });
    },
  };
}

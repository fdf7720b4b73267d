import { TrainingSession } from './session';
import { labelledStage, pretrainingStage, type Stage, type StageOptions } from './stage';
import { Trainer, type TrainerOptions } from './trainer';
import type { Checkpoint, TrainingResult } from './types';

export type TrainingOptions = StageOptions &
  Omit<TrainerOptions, 'stage' | 'seed' | 'secondsBefore'>;
type Trained = TrainingResult & { session: TrainingSession };

/**
 * Trains until the last epoch, until early stopping ends it, or until `control` says stop; without labels first where the recipe
 * wants that. Every figure handed to the sink and every weight is a function of the recipe, the data, the changes and the
 * starting checkpoint alone: pauses, crashes and the clock leave no trace but in `seconds`. The session of the stage it ended in
 * is handed over; the caller disposes of it.
 */
export async function train(options: TrainingOptions): Promise<Trained> {
  const { from } = options;
  const first = pretrainingStage(options);
  if (first === null || from?.pretraining === 0) {
    return runStage(labelledStage(options, null), from, 0, options);
  }
  const pretrained = await runStage(first, from, 0, options);
  if (pretrained.outcome !== 'finished') return pretrained;
  pretrained.session.dispose();
  const { tensors, trainSeconds } = pretrained.checkpoint;
  return runStage(labelledStage(options, tensors), null, trainSeconds, options);
}

async function runStage(
  stage: Stage,
  from: Checkpoint | null,
  secondsBefore: number,
  options: TrainingOptions,
): Promise<Trained> {
  const { seed } = options.recipe;
  const session = await TrainingSession.open(stage.graph, seed);
  try {
    session.load(from?.tensors ?? stage.start());
    const trainer = new Trainer({ ...options, stage, seed, from, secondsBefore }, session);
    return { ...(await trainer.run()), session };
  } catch (error) {
    session.dispose();
    throw error;
  }
}

import { z } from 'zod';
import { optimizerSchema } from './optimizers';

/**
 * Before labels come into play, the hidden layers are trained as the first half of a denoising autoencoder (Vincent et al. 2008;
 * all layers at once): from an image that lacks some pixels, it is to give the whole image back. It sees every training image but those
 * held back; the recipe's other fields (schedule, penalties, dropout, distortions, subset …) are about the training on labels
 * that follows. Its learning rate stays as it is.
 */
export const pretrainingSchema = z.strictObject({
  epochs: z.int().min(1).max(1000).default(10),
  /** Share of each image's pixels that is left out, others in every step: their inputs are 0, a middle grey, and the rest grow by 1/(1 − share), as in dropout. */
  corruption: z.number().min(0).lt(1).default(0.3),
  optimizer: optimizerSchema.default({
    type: 'adam',
    learningRate: 0.001,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-8,
    weightDecay: 0,
  }),
  /** Images a step. */
  batchSize: z.int().min(1).max(4096).default(128),
});
export type PretrainingSettings = z.output<typeof pretrainingSchema>;

import type { Float, Graph, Int } from './graph';

/** A loss over a batch of N examples and K classes. */
export interface BatchLoss {
  /** Loss of each example, [N]. */
  readonly perExample: Float;
  /** d(loss of an example)/d(its logits), [N, K]: not yet divided by N. */
  readonly dLogits: Float;
}

/**
 * Cross-entropy of softmax(logits) against labels; its gradient is softmax(logits) − onehot(labels) (Bishop 2006, eq. 4.109).
 * TensorFlow gives both in one operation, stable for large logits.
 */
export function crossEntropy(g: Graph, logits: Float, labels: Int): BatchLoss {
  const op = g.add('SparseSoftmaxCrossEntropyWithLogits', [logits, labels], {
    T: { type: 'float32' },
    Tlabels: { type: 'int32' },
  });
  return { perExample: op.output('float32', 0), dLogits: op.output('float32', 1) };
}

import type { Float, Graph, Int } from './graph';

/** A loss over a batch of N examples and K classes. */
export interface BatchLoss {
  /** Loss of each example, [N]. */
  readonly perExample: Float;
  /** d(loss of an example)/d(its logits), [N, K]: not yet divided by N. */
  readonly dLogits: Float;
}

/**
 * Cross-entropy of softmax(logits) [N, K] against labels [N]; its gradient is softmax(logits) − target (Bishop 2006,
 * eq. 4.109), where the target is 1 − s + s/K at the label and s/K elsewhere (s = label smoothing, Szegedy et al. 2016,
 * section 7). TensorFlow gives both in one operation, stable for large logits.
 */
export function crossEntropy(
  g: Graph,
  logits: Float,
  labels: Int,
  classes: number,
  labelSmoothing: number,
): BatchLoss {
  const op =
    labelSmoothing === 0
      ? g.add('SparseSoftmaxCrossEntropyWithLogits', [logits, labels], {
          T: { type: 'float32' },
          Tlabels: { type: 'int32' },
        })
      : g.add('SoftmaxCrossEntropyWithLogits', [logits, smoothTargets()], {
          T: { type: 'float32' },
        });
  return { perExample: op.output('float32', 0), dLogits: op.output('float32', 1) };

  function smoothTargets(): Float {
    const off = labelSmoothing / classes;
    return g
      .add('OneHot', [labels, g.int(classes), g.float(1 - labelSmoothing + off), g.float(off)], {
        T: { type: 'float32' },
        TI: { type: 'int32' },
        axis: { i: -1 },
      })
      .output('float32');
  }
}

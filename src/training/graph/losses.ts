import type { Float, Graph, Int } from './graph';
import { binary, scale, sumColumns } from './operations';

// N examples in a batch, D inputs, K classes.

/** A loss over a batch. */
export interface BatchLoss {
  /** Loss of each example, [N]. */
  readonly perExample: Float;
  /** d(loss of an example)/d(its outputs), [N, K] or [N, D]: not yet divided by N. */
  readonly dOutputs: Float;
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
  return { perExample: op.output('float32', 0), dOutputs: op.output('float32', 1) };

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

/** Mean squared error of outputs [N, D] against targets [N, D], the mean over D; its gradient is 2 (outputs − targets) / D. */
export function meanSquaredError(
  g: Graph,
  outputs: Float,
  targets: Float,
  width: number,
): BatchLoss {
  const difference = binary(g, 'Sub', outputs, targets);
  const squares = binary(g, 'Mul', difference, difference);
  return {
    perExample: scale(g, sumColumns(g, squares), 1 / width),
    dOutputs: scale(g, difference, 2 / width),
  };
}

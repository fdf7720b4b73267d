import type { RunId } from '../src/core/metrics/run';
import { DIGITS } from '../src/core/data/dataset';
import { initialNetwork } from '../src/core/network/initialization';
import { networkSpecOf } from '../src/core/network/spec';
import { ARTICLE_PREPROCESSING, PIXELS } from '../src/core/network/types';
import { exportOnnx } from '../src/core/onnx/export';
import { recipeSchema } from '../src/core/recipe/schema';
import { OnnxModel } from '../src/inference/onnx-model';
import { median, quantile } from './statistics';

const WARM_UP = 1_000;
const READINGS = 10_000;
/** Readings of 10,000 digits; the median counts. */
const LARGE_READINGS = 15;

/** Microseconds, from the call of `OnnxModel.read` with one digit to its probabilities, one call after the other. */
export interface OneDigit {
  readonly median: number;
  readonly p95: number;
  readonly p99: number;
  /** Milliseconds for 10,000 digits in one call, median. */
  readonly tenThousand: number;
}

/** Measures the article's network with its first weights: the time does not depend on what they are. */
export async function measure(): Promise<OneDigit> {
  const recipe = recipeSchema.parse({});
  const spec = networkSpecOf(recipe, DIGITS.length);
  const network = {
    spec,
    layers: initialNetwork(spec, 'pytorch', 1),
    preprocessing: ARTICLE_PREPROCESSING,
    classNames: DIGITS,
  };
  const bytes = exportOnnx(network, {
    name: recipe.name,
    recipe,
    runId: 'bench' as RunId,
    testAccuracy: null,
    dataSha256: '0'.repeat(64),
    appVersion: '0.0.0',
    certificate: null,
  });
  const model = await OnnxModel.fromBytes(bytes, 'bench.onnx');
  const pixels = Uint8Array.from({ length: PIXELS }, (_, i) => (i * 37) % 256);
  const times: number[] = [];
  for (let i = 0; i < WARM_UP + READINGS; i++) {
    const start = performance.now();
    await model.read(pixels);
    if (i >= WARM_UP) times.push((performance.now() - start) * 1000);
  }

  const many = new Uint8Array(10_000 * PIXELS).fill(40);
  const large: number[] = [];
  for (let i = 0; i <= LARGE_READINGS; i++) {
    const start = performance.now();
    await model.read(many);
    if (i > 0) large.push(performance.now() - start);
  }
  await model.release();
  return {
    median: median(times),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    tenThousand: median(large),
  };
}

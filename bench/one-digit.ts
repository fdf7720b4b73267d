import type { RunId } from '../src/core/metrics/run';
import { DIGITS } from '../src/core/data/dataset';
import { initialNetwork } from '../src/core/network/initialization';
import { networkSpecOf } from '../src/core/network/spec';
import { ARTICLE_PREPROCESSING, PIXELS } from '../src/core/network/types';
import { exportOnnx } from '../src/core/onnx/export';
import { recipeSchema } from '../src/core/recipe/schema';
import { OnnxModel } from '../src/inference/onnx-model';

const WARM_UP = 1_000;
const READINGS = 10_000;

/** Microseconds, from the call of `OnnxModel.read` with one digit to its probabilities, one call after the other. */
export interface OneDigit {
  readonly median: number;
  readonly p95: number;
  readonly p99: number;
  /** Milliseconds for 10,000 digits in one call. */
  readonly tenThousand: number;
}

/** Measures the article's network with its first weights: the time does not depend on what they are. */
export async function oneDigit(): Promise<OneDigit> {
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
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * READINGS)]!;

  const many = new Uint8Array(10_000 * PIXELS).fill(40);
  const start = performance.now();
  await model.read(many);
  const tenThousand = performance.now() - start;
  await model.release();
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), tenThousand };
}

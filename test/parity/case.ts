import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { activationNames } from '../../src/core/network/activations';
import type { Tensor } from '../../src/core/network/safetensors';
import { optimizerSchema } from '../../src/core/recipe/optimizers';

/** One reference training from PyTorch; its fields are explained in test/fixtures/reference/README.md. */
const caseSchema = z.strictObject({
  name: z.string(),
  layers: z.array(z.int().min(1)).min(2),
  activation: z.enum(activationNames).default('relu'),
  optimizer: optimizerSchema,
  batchSize: z.int().min(1),
  batches: z.array(z.array(z.int().min(0))),
  frozenLayers: z.array(z.int().min(0)).default([]),
  l1: z.number().default(0),
  l2: z.number().default(0),
  labelSmoothing: z.number().default(0),
  schedule: z.array(z.number()).optional(),
  // A JSON object (label → class) or an array indexed by label.
  labelMap: z.union([z.record(z.string(), z.int()), z.array(z.int())]).optional(),
  dropLast: z.boolean().default(false),
  tensors: z.array(z.strictObject({ name: z.string(), shape: z.array(z.int()) })),
  loss: z.array(z.number()),
  lossWithPenalty: z.array(z.number()),
  probabilitiesOfFirst16: z.array(z.array(z.number())),
  // How the case was made; not needed to run it again.
  seed: z.int().optional(),
  steps: z.int().optional(),
  examples: z.int(),
  torch: z.string().optional(),
  input: z.literal('x = (pixel/255 - 0.5) / 0.5, training images by index').optional(),
});

export interface ReferenceCase extends z.output<typeof caseSchema> {
  readonly initial: readonly Tensor[];
  readonly final: readonly Tensor[];
}

/** Why a case cannot be run, in words. */
export class Unsupported extends Error {}

/** Reads NAME.json with NAME.init.bin and NAME.final.bin. Throws `Unsupported` for a field or value that is not known. */
export function readCase(file: string): ReferenceCase {
  const parsed = caseSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    throw new Unsupported(path.length === 0 ? message : `${path.join('.')}: ${message}`);
  }
  const tensors = (kind: 'init' | 'final') =>
    readTensors(join(dirname(file), `${basename(file, '.json')}.${kind}.bin`), parsed.data.tensors);
  return { ...parsed.data, initial: tensors('init'), final: tensors('final') };
}

/** PyTorch keeps a weight [out, in]; here it is [in, out]. */
function readTensors(file: string, specs: ReferenceCase['tensors']): Tensor[] {
  const bytes = readFileSync(file);
  const all = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
  );
  const wanted = specs.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b), 0);
  if (all.length !== wanted) {
    throw new Unsupported(
      `${basename(file)} holds ${all.length} numbers, the JSON speaks of ${wanted}`,
    );
  }
  let at = 0;
  return specs.map(({ name, shape }) => {
    const [outputs, inputs = 1] = shape as [number, number?];
    const values = all.subarray(at, (at += outputs * inputs));
    if (shape.length === 1) return { name, shape, values };
    const transposed = new Float32Array(values.length);
    for (let o = 0; o < outputs; o++) {
      for (let i = 0; i < inputs; i++) transposed[i * outputs + o] = values[o * inputs + i]!;
    }
    return { name, shape: [inputs, outputs], values: transposed };
  });
}

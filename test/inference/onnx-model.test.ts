import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { ModelProtoSchema, StringStringEntryProtoSchema, type GraphProto } from 'onnx-buf';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors';
import { softmax } from '../../src/core/metrics/softmax';
import { forward, preprocess } from '../../src/core/network/reference';
import { PIXELS } from '../../src/core/network/types';
import { exportOnnx } from '../../src/core/onnx/export';
import { OnnxModel } from '../../src/inference/onnx-model';
import { largestDifference } from '../support/numbers';
import {
  anyNetwork,
  mnistLabels,
  mnistPixels,
  runMetadata,
  trainedByPyTorch,
} from '../support/networks';

const { network } = trainedByPyTorch('seed-recipe');
const bytes = exportOnnx(network, runMetadata);
let model: OnnxModel;
beforeAll(async () => {
  model = await OnnxModel.fromBytes(bytes, 'digits.onnx');
});
afterAll(() => model.release());

describe('networks PyTorch trained, exported and read by ONNX Runtime', () => {
  const cases = readdirSync('test/fixtures/reference')
    .filter((file) => file.endsWith('.json'))
    .map((file) => trainedByPyTorch(path.basename(file, '.json')));

  it.each(cases)('$name: give the probabilities PyTorch gives', async (trained) => {
    const read = await OnnxModel.fromBytes(exportOnnx(trained.network, runMetadata), trained.name);
    const { probabilities } = await read.read(mnistPixels('train', 16));
    // float32 sums in another order; PyTorch's own float32 rounding is of the same size.
    expect(largestDifference(probabilities, trained.probabilities)).toBeLessThan(5e-6);
    await read.release();
  });
});

describe('reading', () => {
  it('gets most of the test digits right after 96 steps of training', async () => {
    const { probabilities } = await model.read(mnistPixels('t10k', 2000));
    const labels = mnistLabels('t10k', 2000);
    const right = labels.filter((label, i) => {
      const row = probabilities.subarray(i * 10, i * 10 + 10);
      return row.indexOf(Math.max(...row)) === label;
    });
    // A random network has 10 % right.
    expect(right.length / labels.length).toBeGreaterThan(0.8);
  });

  it('gives the same for an image alone, in a batch, and beyond the first slice', async () => {
    const pixels = mnistPixels('t10k', 1203);
    const all = await model.read(pixels);
    expect(all.probabilities).toHaveLength(12_030);
    for (const i of [0, 499, 500, 1000, 1202]) {
      const alone = await model.read(pixels.subarray(i * PIXELS, (i + 1) * PIXELS));
      const row = (values: Float32Array) => values.subarray(i * 10, i * 10 + 10);
      // A batch of one takes another kernel: rounding only.
      expect(largestDifference(alone.probabilities, row(all.probabilities))).toBeLessThan(1e-6);
      expect(largestDifference(alone.logits, row(all.logits))).toBeLessThan(1e-5);
    }
  });

  it('is right for every call when many are under way on one session', async () => {
    const pixels = mnistPixels('t10k', 200);
    const image = (i: number) => pixels.slice(i * PIXELS, (i + 1) * PIXELS);
    const oneByOne: Float32Array[] = [];
    for (let i = 0; i < 200; i++) oneByOne.push((await model.read(image(i))).probabilities);
    const atOnce = await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        const mine = image(i);
        const reading = model.read(mine);
        // The caller may draw on at once: the pixels were taken when `read` was called.
        mine.fill(255);
        return (await reading).probabilities;
      }),
    );
    expect(atOnce).toEqual(oneByOne);
  });

  it('under way when the model is released still ends well', async () => {
    const leaving = await OnnxModel.fromBytes(bytes, 'digits.onnx');
    const pixels = mnistPixels('t10k', 1500);
    const expected = await model.read(pixels);
    const reading = leaving.read(pixels);
    const [read] = await Promise.all([reading, leaving.release()]);
    expect(read).toEqual(expected);
    await expect(leaving.read(pixels)).rejects.toThrow('disposed');
  });

  it('tells how far it is after each slice, and ends when that is answered with an error', async () => {
    const done: number[] = [];
    await model.read(mnistPixels('t10k', 1100), (images) => done.push(images));
    expect(done).toEqual([500, 1000, 1100]);
    const stopped = model.read(mnistPixels('t10k', 1100), () => {
      throw new Error('stop here');
    });
    await expect(stopped).rejects.toThrow('stop here');
  });

  it('gives nothing for no images, and refuses a part of one', async () => {
    expect(await model.read(new Uint8Array(0))).toEqual({
      probabilities: new Float32Array(0),
      logits: new Float32Array(0),
    });
    await expect(model.read(new Uint8Array(785))).rejects.toThrow(
      'pixels must be whole images of 784, got 785',
    );
  });

  it('gives what the reference pass gives in float64, for any network and any pixels', async () => {
    const anyPixels = fc.uint8Array({ minLength: 2 * PIXELS, maxLength: 2 * PIXELS });
    await fc.assert(
      fc.asyncProperty(anyNetwork, anyPixels, async (any, pixels) => {
        const read = await OnnxModel.fromBytes(exportOnnx(any, runMetadata), 'any.onnx');
        const { probabilities, logits } = await read.read(pixels);
        await read.release();
        const input = preprocess(pixels, any.preprocessing);
        const expected = forward(any.spec, any.layers, input).logits;
        // A sum of 784 products of float32, each rounded to 6e-8 of its size.
        const size = Math.max(1, ...expected.map(Math.abs));
        expect(largestDifference(logits, expected)).toBeLessThan(1e-5 * size);
        const classes = any.spec.classes;
        expect(largestDifference(probabilities, softmax(expected, classes))).toBeLessThan(1e-5);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a file that is not for reading digits', () => {
  const changed = (change: (graph: GraphProto) => void) => {
    const proto = fromBinary(ModelProtoSchema, bytes);
    change(proto.graph!);
    return toBinary(ModelProtoSchema, proto);
  };
  const rename = (graph: GraphProto, from: string, to: string) => {
    for (const value of [...graph.input, ...graph.output]) if (value.name === from) value.name = to;
    for (const node of graph.node) {
      node.input = node.input.map((name) => (name === from ? to : name));
      node.output = node.output.map((name) => (name === from ? to : name));
    }
  };

  it.each([
    [
      'another input',
      changed((graph) => {
        rename(graph, 'image', 'Input3');
      }),
      'cut.onnx takes Input3 float [N, 28, 28], but Inkling gives a network one input: image float [N, 28, 28].',
    ],
    [
      'a fixed number of images',
      changed((graph) => {
        const { value } = graph.input[0]!.type!;
        if (value.case === 'tensorType') {
          value.value.shape!.dim[0]!.value = { case: 'dimValue', value: 1n };
        }
      }),
      'cut.onnx takes image float [1, 28, 28], but Inkling gives a network one input: image float [N, 28, 28].',
    ],
    [
      'no logits',
      changed((graph) => {
        graph.output.pop();
      }),
      'cut.onnx gives probabilities float [N, 10], but Inkling expects of a network: probabilities float [N, K], logits float [N, K].',
    ],
    [
      'an operator ONNX Runtime does not know',
      changed((graph) => {
        graph.node.find((node) => node.opType === 'Relu')!.opType = 'Quantum';
      }),
      /^ONNX Runtime cannot run cut\.onnx: .*Quantum/,
    ],
    [
      'half a file',
      bytes.subarray(0, bytes.length / 2),
      'cut.onnx is not an ONNX model, or it is damaged.',
    ],
  ])('with %s is refused in one sentence', async (_name, file, sentence) => {
    const load = OnnxModel.fromBytes(file, 'cut.onnx');
    await expect(load).rejects.toThrow(UserError);
    await expect(load).rejects.toThrow(sentence);
  });

  it('with names for another number of classes is refused in one sentence', async () => {
    const nine = exportOnnx({ ...network, classNames: network.classNames.slice(1) }, runMetadata);
    await expect(OnnxModel.fromBytes(nine, 'nine.onnx')).rejects.toThrow(
      'nine.onnx names 9 classes but gives probabilities for 10.',
    );
  });

  it('without names for its classes counts them from 0', async () => {
    const proto = fromBinary(ModelProtoSchema, bytes);
    proto.metadataProps = [create(StringStringEntryProtoSchema, { key: 'author', value: 'us' })];
    const nameless = await OnnxModel.fromBytes(toBinary(ModelProtoSchema, proto), 'nameless.onnx');
    expect(nameless.classNames).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    await nameless.release();
  });
});

describe('loading from disk', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'inkling-model-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads what the file says of itself', async () => {
    const file = path.join(folder, 'digits.onnx');
    await writeFile(file, bytes);
    const loaded = await OnnxModel.load(file);
    expect(loaded.file.metadata).toMatchObject({ run_id: 'run-7', test_accuracy: 0.9765 });
    expect(loaded.classNames).toHaveLength(10);
    await loaded.release();
  });

  it('of a file that is not there fails in one sentence', async () => {
    const file = path.join(folder, 'missing.onnx');
    await expect(OnnxModel.load(file)).rejects.toThrow(UserError);
    await expect(OnnxModel.load(file)).rejects.toThrow(
      /^.*missing\.onnx could not be read: ENOENT/,
    );
  });
});

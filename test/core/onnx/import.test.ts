import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import {
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  OperatorSetIdProtoSchema,
  StringStringEntryProtoSchema,
  TensorProto_DataLocation,
  TensorProto_DataType,
  type GraphProto,
  type ModelProto,
  type NodeProto,
} from 'onnx-buf';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors';
import { activationNames } from '../../../src/core/network/activations';
import { forward, preprocess } from '../../../src/core/network/reference';
import type { Network } from '../../../src/core/network/types';
import { exportOnnx } from '../../../src/core/onnx/export';
import { importOnnx, inputScalings } from '../../../src/core/onnx/import';
import { floatTensor, floatValue, intAttribute, node } from '../../../src/core/onnx/nodes';
import { anyNetwork, mnistPixels, runMetadata, trainedByPyTorch } from '../../support/networks';
import { largestDifference } from '../../support/numbers';

const { pixels: asPixels, unit, signed } = inputScalings;
const folder = 'test/fixtures/onnx';
const bytesOf = (name: string) => new Uint8Array(readFileSync(`${folder}/${name}.onnx`));

describe('a file of ours', () => {
  it('gives back the network it was written from, whatever its layers', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        expect(importOnnx(exportOnnx(network, runMetadata), 'ours.onnx', asPixels)).toEqual(
          network,
        );
      }),
      { numRuns: 30 },
    );
  });

  it('gives back the article’s network as PyTorch trained it', () => {
    const { network } = trainedByPyTorch('seed-recipe');
    expectSame(importOnnx(exportOnnx(network, runMetadata), 'ours.onnx', asPixels), network);
  });

  it('is read by its graph and not by what its metadata say', () => {
    const { network } = trainedByPyTorch('seed-recipe');
    const model = fromBinary(ModelProtoSchema, exportOnnx(network, runMetadata));
    const said = model.metadataProps.find(({ key }) => key === 'preprocessing')!;
    said.value = JSON.stringify({ scale: 1 / 255, offset: 0 });
    const read = importOnnx(toBinary(ModelProtoSchema, model), 'edited.onnx', asPixels);
    expect(read.preprocessing.scale).toBe(Math.fround(2 / 255));
    expect(read.preprocessing.offset).toBe(-1);
  });
});

describe('a file another program wrote is read as onnx itself runs it', () => {
  const cases: [string, Network['spec']['hidden'], number][] = [
    ['torchscript-relu', layers([6, 'relu'], [5, 'relu']), 4],
    ['torchscript-view-tanh', layers([6, 'tanh']), 3],
    ['torchscript-gelu', layers([6, 'gelu'], [5, 'leaky_relu']), 4],
    ['dynamo-elu-gelu', layers([6, 'elu'], [5, 'gelu']), 4],
    ['dynamo-matmul-sigmoid', layers([6, 'sigmoid']), 2],
    ['unusual', layers([6, 'gelu']), 3],
  ];
  const pixels = mnistPixels('t10k', 8);

  it.each(cases)('%s', (name, hidden, classes) => {
    const { scale, offset, logits } = JSON.parse(
      readFileSync(`${folder}/${name}.json`, 'utf8'),
    ) as {
      scale: number;
      offset: number;
      logits: number[][];
    };
    const network = importOnnx(bytesOf(name), `${name}.onnx`, { scale, offset });
    expect(network.spec).toEqual({ inputs: 784, hidden, classes });
    const input = preprocess(pixels, network.preprocessing);
    const ours = forward(network.spec, network.layers, input).logits;
    // Theirs are float32.
    expect(largestDifference(ours, logits.flat())).toBeLessThan(2e-6);
  });

  it('with the class names it brings, or numbers', () => {
    const named = importOnnx(bytesOf('dynamo-elu-gelu'), 'kana.onnx', unit);
    expect(named.classNames).toEqual(['ka', 'ki', 'ku', 'ke']);
    const numbered = importOnnx(bytesOf('unusual'), 'unusual.onnx', asPixels);
    expect(numbered.classNames).toEqual(['0', '1', '2']);
  });

  it('with its own scaling of the pixels after the one it is given', () => {
    const given = importOnnx(bytesOf('torchscript-relu'), 'plain.onnx', signed);
    expect(given.preprocessing).toEqual(signed);
    const inside = importOnnx(bytesOf('torchscript-view-tanh'), 'scaling.onnx', asPixels);
    expect(inside.preprocessing.scale).toBeCloseTo(2 / 255, 12);
    expect(inside.preprocessing.offset).toBeCloseTo(-1, 12);
    const turned = importOnnx(bytesOf('unusual'), 'turned.onnx', asPixels);
    expect(turned.preprocessing.scale).toBeCloseTo(-1 / 255, 9);
    expect(turned.preprocessing.offset).toBeCloseTo(1, 6);
  });

  it('and written again by us gives the same network', () => {
    const network = importOnnx(bytesOf('torchscript-gelu'), 'gelu.onnx', unit);
    const again = importOnnx(exportOnnx(network, runMetadata), 'again.onnx', asPixels);
    expectSame(again, network);
  });

  it('with every activation there is somewhere among these files', () => {
    const seen = new Set(cases.flatMap(([, hidden]) => hidden.map(({ activation }) => activation)));
    expect([...seen].sort()).toEqual([...activationNames].sort());
  });
});

describe('anything else is refused by name', () => {
  const cases: [string, string, (graph: GraphProto) => void, string][] = [
    [
      'an operator that no such network has',
      'torchscript-relu',
      (graph) => (byType(graph, 'Relu').opType = 'Selu'),
      'x.onnx cannot be taken over: node /2/Relu is a Selu. Inkling reads dense layers',
    ],
    [
      'a convolution',
      'torchscript-relu',
      (graph) => (byType(graph, 'Flatten').opType = 'Conv'),
      'node /0/Flatten is a Conv',
    ],
    [
      'another maker’s operator',
      'torchscript-relu',
      (graph) => (byType(graph, 'Gemm').domain = 'com.microsoft'),
      'node /1/Gemm is a com.microsoft.Gemm',
    ],
    [
      'a node without a name, by what it gives',
      'torchscript-relu',
      (graph) => Object.assign(byType(graph, 'Relu'), { opType: 'Softsign', name: '' }),
      'node /2/Relu_output_0 is a Softsign',
    ],
    [
      'another slope',
      'torchscript-gelu',
      (graph) => (byType(graph, 'LeakyRelu').attribute[0]!.f = 0.2),
      'LeakyRelu /4/LeakyRelu has alpha 0.2, and Inkling knows it only with 0.01',
    ],
    [
      'the approximation of GELU by tanh',
      'dynamo-elu-gelu',
      (graph) => (byType(graph, 'Gelu').attribute[0]!.s = new Uint8Array(Buffer.from('tanh'))),
      'Gelu node_gelu belongs to an approximation of GELU',
    ],
    [
      'an Erf that is no GELU',
      'torchscript-gelu',
      (graph) => {
        setConstant(graph, '/2/Constant_output_0', 2);
      },
      'Mul /2/Mul_1 belongs to an approximation of GELU',
    ],
    [
      'layers with no activation between them',
      'torchscript-relu',
      (graph) => (byType(graph, 'Relu').opType = 'Identity'),
      'Gemm /3/Gemm does not fit where it stands',
    ],
    [
      'images that were not flattened',
      'torchscript-relu',
      (graph) => (byType(graph, 'Flatten').opType = 'Identity'),
      'Gemm /1/Gemm does not fit where it stands',
    ],
    [
      'a residual connection',
      'dynamo-matmul-sigmoid',
      (graph) => (graph.node.at(-1)!.input[0] = 'view'),
      'Add node_linear_1 does not fit where it stands',
    ],
    [
      'an activation at the end',
      'torchscript-relu',
      (graph) => Object.assign(graph.node.at(-1)!, { opType: 'Sigmoid', attribute: [] }),
      'its last layer ends in sigmoid; expected',
    ],
    [
      'softmax over the images',
      'torchscript-relu',
      (graph) => (graph.node.at(-1)!.attribute[0]!.i = 0n),
      'LogSoftmax /6/LogSoftmax has axis 0, and Inkling knows it only with 1',
    ],
    [
      'numbers in another file',
      'torchscript-relu',
      (graph) => {
        const tensor = graph.initializer[2]!;
        tensor.dataLocation = TensorProto_DataLocation.EXTERNAL;
        tensor.externalData = [
          create(StringStringEntryProtoSchema, { key: 'location', value: 'mlp.onnx.data' }),
        ];
        tensor.rawData = new Uint8Array(0);
      },
      'x.onnx keeps the numbers of 3.weight in another file, mlp.onnx.data.',
    ],
    [
      'half precision',
      'torchscript-relu',
      (graph) => (graph.initializer[0]!.dataType = TensorProto_DataType.FLOAT16),
      'the numbers of 1.weight are of type float16; expected float',
    ],
    [
      'numbers that are missing',
      'torchscript-relu',
      (graph) => (graph.initializer[0]!.rawData = new Uint8Array(40)),
      'the shape of 1.weight (6 × 784) needs 4704 numbers, got 10',
    ],
    [
      'layers that do not fit each other',
      'torchscript-relu',
      (graph) =>
        Object.assign(graph.initializer[4]!, { dims: [4n, 10n], rawData: new Uint8Array(160) }),
      'the layer /5/Gemm takes 10 numbers, but the one before it gives 5',
    ],
    [
      'a second input',
      'torchscript-relu',
      (graph) => graph.input.push(floatValue('mask', ['N', 784], '')),
      'it takes input float [batch, 1, 28, 28], mask float [N, 784]; expected one input',
    ],
    [
      'a graph that leads nowhere',
      'torchscript-relu',
      (graph) => (graph.output[0]!.name = 'elsewhere'),
      'x.onnx cannot be taken over: no layers lead to its output',
    ],
  ];
  it.each(cases)('%s', (_what, name, change, sentence) => {
    expect(() => importOnnx(edited(name, change), 'x.onnx', unit)).toThrow(sentence);
    expect(() => importOnnx(edited(name, change), 'x.onnx', unit)).toThrow(UserError);
  });

  it('images of another size, and a single number as the answer', () => {
    const perceptron = (inputs: number, classes: number) =>
      importOnnx(
        modelOf(
          [node('Gemm', ['x', 'w', 'b'], 'y')],
          floatTensor('w', [inputs, classes], new Float32Array(inputs * classes)),
          floatTensor('b', [classes], new Float32Array(classes)),
        ),
        'p.onnx',
        unit,
      );
    expect(perceptron(784, 2).spec).toEqual({ inputs: 784, hidden: [], classes: 2 });
    expect(() => perceptron(100, 2)).toThrow('its first layer takes 100 numbers; expected 784');
    expect(() => perceptron(784, 1)).toThrow('it gives one number an image');
  });

  it('but not what does not lead to the first output', () => {
    const plain = importOnnx(bytesOf('torchscript-relu'), 'x.onnx', unit);
    const withMore = edited('torchscript-relu', (graph) => {
      graph.node.push(node('ArgMax', ['19'], 'best', [intAttribute('axis', 1)]));
      graph.node.push(node('Cast', ['best'], 'digit', [intAttribute('to', 1)]));
      graph.output.push(floatValue('digit', ['batch'], ''));
    });
    expectSame(importOnnx(withMore, 'x.onnx', unit), plain);
  });

  it('and nothing ever ends otherwise, however a file is damaged', () => {
    const whole = bytesOf('dynamo-matmul-sigmoid');
    // Everything but the weights, which make up most of the file: there a changed byte is a changed number.
    const model = fromBinary(ModelProtoSchema, whole);
    const weights = new Set(model.graph!.initializer.map(({ name }) => name));
    expect(weights.size).toBe(5);
    const structure = [...whole.keys()].filter((at) => at < 1500 || at > whole.length - 1000);
    const damage = fc.array(fc.record({ at: fc.constantFrom(...structure), byte: fc.nat(255) }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = whole.slice();
        for (const { at, byte } of changes) bytes[at] = byte;
        try {
          expect(importOnnx(bytes, 'damaged.onnx', unit).spec.inputs).toBe(784);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Compares to the bit; Vitest's own comparison takes long over many numbers. */
function expectSame(a: Network, b: Network): void {
  const { layers: numbers, ...rest } = a;
  const { layers: expected, ...expectedRest } = b;
  expect(rest).toEqual(expectedRest);
  expect(numbers).toHaveLength(expected.length);
  numbers.forEach(({ weights, bias }, i) => {
    expect(largestDifference(weights, expected[i]!.weights)).toBe(0);
    expect(largestDifference(bias, expected[i]!.bias)).toBe(0);
  });
}

function layers(
  ...list: [number, Network['spec']['hidden'][number]['activation']][]
): Network['spec']['hidden'] {
  return list.map(([units, activation]) => ({ units, activation }));
}

function edited(name: string, change: (graph: GraphProto) => unknown): Uint8Array {
  const model: ModelProto = fromBinary(ModelProtoSchema, bytesOf(name));
  change(model.graph!);
  return toBinary(ModelProtoSchema, model);
}

function byType(graph: GraphProto, opType: string): NodeProto {
  return graph.node.find((one) => one.opType === opType)!;
}

function setConstant(graph: GraphProto, output: string, value: number): void {
  const found = graph.node.find((one) => one.output[0] === output)!;
  found.attribute = [create(AttributeProtoSchema, { name: 'value_float', f: value })];
}

function modelOf(nodes: NodeProto[], ...initializer: ReturnType<typeof floatTensor>[]): Uint8Array {
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      opsetImport: [create(OperatorSetIdProtoSchema, { version: 17n })],
      graph: create(GraphProtoSchema, {
        node: nodes,
        initializer,
        input: [floatValue('x', ['N', 784], '')],
        output: [floatValue(nodes.at(-1)!.output[0]!, ['N', 2], '')],
      }),
    }),
  );
}

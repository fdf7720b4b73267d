import { create, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { ModelProtoSchema, StringStringEntryProtoSchema } from 'onnx-buf';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors';
import { exportOnnx } from '../../../src/core/onnx/export';
import { propsToMetadata } from '../../../src/core/onnx/metadata';
import { describeValue, readOnnx } from '../../../src/core/onnx/read';
import { mnistPixels, runMetadata, trainedByPyTorch } from '../../support/networks';

const model = exportOnnx(trainedByPyTorch('seed-recipe').network, runMetadata);
const text = (words: string) => new TextEncoder().encode(words);

describe('reading a file that is no ONNX model gives one sentence', () => {
  const files: Record<string, Uint8Array> = {
    'nothing.onnx': new Uint8Array(0),
    'notes.txt': text('Buy milk, bread and a new pen.'),
    'package.json': readFileSync('package.json'),
    'picture.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13),
    'images-idx3-ubyte': mnistPixels('t10k', 3),
    'cut-off.onnx': model.subarray(0, model.length / 2),
    'empty-graph.onnx': toBinary(ModelProtoSchema, create(ModelProtoSchema, { irVersion: 8n })),
  };
  it.each(Object.entries(files))('%s', (name, bytes) => {
    expect(() => readOnnx(bytes, name)).toThrow(new UserError('onnx.notOnnx', { file: name }));
  });

  it('also for any bytes at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => readOnnx(bytes, 'bytes')).toThrow(UserError);
      }),
    );
  });
});

describe('metadata of another program', () => {
  const entry = (key: string, value: string) =>
    create(StringStringEntryProtoSchema, { key, value });

  it('counts as absent where it does not have our form', () => {
    const metadata = propsToMetadata([
      entry('class_names', 'zero,one,two'),
      entry('test_accuracy', '97.65'),
      entry('recipe', '{"optimizer":"lion"}'),
      entry('training_data_sha256', 'unknown'),
      entry('name', 'LeNet'),
    ]);
    expect(metadata).toEqual({
      name: 'LeNet',
      class_names: null,
      preprocessing: null,
      recipe: null,
      run_id: null,
      test_accuracy: null,
      training_data_sha256: null,
      app_version: null,
      certificate: null,
    });
  });
});

describe('an input or output is described as a person writes it', () => {
  it.each([
    [{ name: 'image', type: 'float', shape: ['N', 28, 28] }, 'image float [N, 28, 28]'],
    [{ name: 'x', type: 'uint8', shape: ['', 1] }, 'x uint8 [?, 1]'],
    [{ name: 'y', type: 'float', shape: null }, 'y float'],
    [{ name: 'map', type: null, shape: null }, 'map not a tensor'],
  ])('%o', (value, words) => {
    expect(describeValue(value)).toBe(words);
  });
});

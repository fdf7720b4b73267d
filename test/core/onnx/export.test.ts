import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parameterCount } from '../../../src/core/network/spec';
import { exportOnnx } from '../../../src/core/onnx/export';
import { checkInterface } from '../../../src/core/onnx/interface';
import { readOnnx } from '../../../src/core/onnx/read';
import { anyNetwork, runMetadata, trainedByPyTorch } from '../../support/networks';

const { network } = trainedByPyTorch('seed-recipe');

describe('an exported network', () => {
  it('says where it comes from, and reading gives back every word of it', () => {
    const certificate = {
      examples: 10_000,
      sameClass: 10_000,
      disagreements: 0,
      largestDifference: 4.8e-7,
      accuracy: 0.9765,
    };
    const file = readOnnx(exportOnnx(network, { ...runMetadata, certificate }), 'digits.onnx');
    expect(file.metadata).toEqual({
      name: "The article's network",
      class_names: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
      preprocessing: { scale: 2 / 255, offset: -1 },
      recipe: runMetadata.recipe,
      run_id: 'run-7',
      test_accuracy: 0.9765,
      training_data_sha256: 'ba'.repeat(32),
      app_version: '0.1.0',
      certificate,
    });
    expect(file.producer).toBe('Inkling 0.1.0');
    expect(file.opset).toBeGreaterThanOrEqual(17);
  });

  it('says nothing of an accuracy that was not measured', () => {
    const file = readOnnx(
      exportOnnx(network, { ...runMetadata, testAccuracy: null }),
      'digits.onnx',
    );
    expect(file.metadata.test_accuracy).toBeNull();
    expect(file.metadata.certificate).toBeNull();
  });

  it('takes pixels and gives probabilities and logits, whatever its size', () => {
    fc.assert(
      fc.property(anyNetwork, (any) => {
        const file = readOnnx(exportOnnx(any, runMetadata), 'any.onnx');
        const classes = any.spec.classes;
        expect(file.inputs).toEqual([{ name: 'image', type: 'float', shape: ['N', 28, 28] }]);
        expect(file.outputs).toEqual([
          { name: 'probabilities', type: 'float', shape: ['N', classes] },
          { name: 'logits', type: 'float', shape: ['N', classes] },
        ]);
        expect(file.parameters).toBe(parameterCount(any.spec));
        expect(checkInterface(file, 'any.onnx')).toEqual(any.classNames);
      }),
      { numRuns: 30 },
    );
  });

  it('is the same bytes each time', () => {
    const again = exportOnnx(network, runMetadata);
    expect(Buffer.compare(exportOnnx(network, runMetadata), again)).toBe(0);
  });

  it('is refused when weights and specification do not fit', () => {
    const { spec, layers } = network;
    expect(() => exportOnnx({ ...network, layers: layers.slice(1) }, runMetadata)).toThrow(
      'the network must have 2 layers, got 1',
    );
    const narrower = { ...spec, hidden: [{ units: 127, activation: 'relu' as const }] };
    expect(() => exportOnnx({ ...network, spec: narrower }, runMetadata)).toThrow(
      'layer 0 must have 784 × 127 weights and 127 biases, got 100352 and 128',
    );
    expect(() => exportOnnx({ ...network, spec: { ...spec, inputs: 100 } }, runMetadata)).toThrow(
      'an exported network must have 784 inputs, got 100',
    );
  });
});

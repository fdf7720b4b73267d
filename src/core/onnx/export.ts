import { create, toBinary } from '@bufbuild/protobuf';
import {
  GraphProtoSchema,
  ModelProtoSchema,
  OperatorSetIdProtoSchema,
  type NodeProto,
  type TensorProto,
} from 'onnx-buf';
import { layerSizes } from '../network/spec';
import { IMAGE_SIDE, PIXELS, type Network } from '../network/types';
import { onnxActivations } from './activations';
import { metadataToProps, type ModelMetadata } from './metadata';
import { constant, floatTensor, floatValue, intAttribute, node } from './nodes';

// The oldest opset the project allows, so that as many programs as possible read the file; every operator here has had its
// present form since then. IR version 8 is the one that came with opset 17 (ONNX 1.12).
const OPSET = 17;
const IR_VERSION = 8;

/**
 * The network as an ONNX file: `image` float [N, 28, 28], pixels 0 (paper) to 255 (ink) → `probabilities` and `logits`, both
 * float [N, K]. Preprocessing is inside. The same network and metadata give the same bytes.
 */
export function exportOnnx(network: Network, metadata: ModelMetadata): Uint8Array<ArrayBuffer> {
  const { spec } = network;
  if (spec.inputs !== PIXELS) {
    throw new RangeError(`an exported network must have ${PIXELS} inputs, got ${spec.inputs}`);
  }
  const layers = layerNodes(network);
  const graph = create(GraphProtoSchema, {
    name: 'digit-reader',
    docString: description(network, metadata),
    node: [
      constant('scale', network.preprocessing.scale),
      constant('offset', network.preprocessing.offset),
      node('Flatten', ['image'], 'pixels', [intAttribute('axis', 1)]),
      node('Mul', ['pixels', 'scale'], 'scaled'),
      node('Add', ['scaled', 'offset'], 'layer0.input'),
      ...layers.nodes,
      node('Softmax', ['logits'], 'probabilities', [intAttribute('axis', 1)]),
    ],
    initializer: layers.tensors,
    input: [
      floatValue(
        'image',
        ['N', IMAGE_SIDE, IMAGE_SIDE],
        'N grey images, row by row; each pixel from 0 (paper) to 255 (ink).',
      ),
    ],
    output: [
      floatValue(
        'probabilities',
        ['N', spec.classes],
        'softmax of the logits; each row sums to 1.',
      ),
      floatValue('logits', ['N', spec.classes], 'What the last layer gives.'),
    ],
  });
  const model = create(ModelProtoSchema, {
    irVersion: BigInt(IR_VERSION),
    opsetImport: [create(OperatorSetIdProtoSchema, { domain: '', version: BigInt(OPSET) })],
    producerName: 'Inkling',
    producerVersion: metadata.appVersion,
    modelVersion: 1n,
    docString: description(network, metadata),
    graph,
    metadataProps: metadataToProps(network, metadata),
  });
  return toBinary(ModelProtoSchema, model);
}

/** `layer0.input` → Gemm → activation → … → `logits`. */
function layerNodes(network: Network): { nodes: NodeProto[]; tensors: TensorProto[] } {
  const sizes = layerSizes(network.spec);
  if (network.layers.length !== sizes.length) {
    throw new RangeError(
      `the network must have ${sizes.length} layers, got ${network.layers.length}`,
    );
  }
  const nodes: NodeProto[] = [];
  const tensors: TensorProto[] = [];
  network.layers.forEach(({ weights, bias }, i) => {
    const { inputs, outputs } = sizes[i]!;
    if (weights.length !== inputs * outputs || bias.length !== outputs) {
      throw new RangeError(
        `layer ${i} must have ${inputs} × ${outputs} weights and ${outputs} biases, got ${weights.length} and ${bias.length}`,
      );
    }
    const name = `layer${i}`;
    tensors.push(
      floatTensor(`${name}.weight`, [inputs, outputs], weights),
      floatTensor(`${name}.bias`, [outputs], bias),
    );
    const hidden = network.spec.hidden[i];
    const sum = hidden === undefined ? 'logits' : `${name}.sum`;
    nodes.push(node('Gemm', [`${name}.input`, `${name}.weight`, `${name}.bias`], sum));
    if (hidden !== undefined) {
      nodes.push(...onnxActivations[hidden.activation](sum, `layer${i + 1}.input`));
    }
  });
  return { nodes, tensors };
}

function description({ spec }: Network, { testAccuracy }: ModelMetadata): string {
  const sizes = [spec.inputs, ...spec.hidden.map((layer) => layer.units), spec.classes].join('–');
  const accuracy =
    testAccuracy === null ? '' : ` Accuracy on the test set: ${(testAccuracy * 100).toFixed(2)} %.`;
  return `A multilayer perceptron (${sizes}) that reads handwritten digits.${accuracy}`;
}

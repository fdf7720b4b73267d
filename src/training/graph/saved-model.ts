import { dataTypes, shapeProto, type DataType, type Graph, type Value } from './graph';
import { proto } from './proto';

/** What one call of the graph takes and gives, by name. */
export interface Signature {
  readonly inputs: Readonly<Record<string, Value<DataType>>>;
  readonly outputs: Readonly<Record<string, Value<DataType>>>;
}

function tensorInfo(value: Value<DataType>) {
  const info = new proto.TensorInfo();
  info.setName(value.ref);
  info.setDtype(dataTypes[value.dtype]);
  const shape = shapeProto([]);
  shape.setUnknownRank(true);
  info.setTensorShape(shape);
  return info;
}

/** The bytes of `saved_model.pb`: one graph under the tag `serve`, without stored variables (they are assigned by a signature). */
export function savedModel(
  graph: Graph,
  signatures: Readonly<Record<string, Signature>>,
): Uint8Array {
  const meta = new proto.MetaGraphDef();
  const info = new proto.MetaGraphDef.MetaInfoDef();
  info.addTags('serve');
  meta.setMetaInfoDef(info);
  meta.setGraphDef(graph.definition);
  for (const [name, { inputs, outputs }] of Object.entries(signatures)) {
    const signature = new proto.SignatureDef();
    signature.setMethodName('tensorflow/serving/predict');
    for (const [key, value] of Object.entries(inputs)) {
      signature.getInputsMap().set(key, tensorInfo(value));
    }
    for (const [key, value] of Object.entries(outputs)) {
      signature.getOutputsMap().set(key, tensorInfo(value));
    }
    meta.getSignatureDefMap().set(name, signature);
  }
  const model = new proto.SavedModel();
  model.setSavedModelSchemaVersion(1);
  model.addMetaGraphs(meta);
  return model.serializeBinary();
}

import { createRequire } from 'node:module';

// The protobuf classes of TensorFlow's graph format, as tfjs-node ships them (google-protobuf, without types). Only what the
// graph writer uses is declared. Bytes fields take base64.

interface ProtoMap<V> {
  set(key: string, value: V): void;
}
export interface ShapeProto {
  addDim(dim: DimProto): void;
}
interface DimProto {
  setSize(size: number): void;
}
interface TensorProto {
  setDtype(dtype: number): void;
  setTensorShape(shape: ShapeProto): void;
  setTensorContent(base64: string): void;
}
interface ListProto {
  setTypeList(types: readonly number[]): void;
}
export interface AttrProto {
  setType(type: number): void;
  setB(value: boolean): void;
  setI(value: number): void;
  setF(value: number): void;
  setS(base64: string): void;
  setShape(shape: ShapeProto): void;
  setTensor(tensor: TensorProto): void;
  setList(list: ListProto): void;
}
interface NodeProto {
  setName(name: string): void;
  setOp(op: string): void;
  setInputList(inputs: readonly string[]): void;
  getAttrMap(): ProtoMap<AttrProto>;
}
export interface GraphProto {
  setVersions(versions: VersionProto): void;
  addNode(node: NodeProto): void;
}
interface VersionProto {
  setProducer(version: number): void;
  setMinConsumer(version: number): void;
}
interface MetaInfoProto {
  addTags(tag: string): void;
}
interface MetaGraphProto {
  setMetaInfoDef(info: MetaInfoProto): void;
  setGraphDef(graph: GraphProto): void;
}
interface SavedModelProto {
  setSavedModelSchemaVersion(version: number): void;
  addMetaGraphs(graph: MetaGraphProto): void;
  serializeBinary(): Uint8Array;
}

interface Messages {
  TensorShape: { new (): ShapeProto; Dim: new () => DimProto };
  Tensor: new () => TensorProto;
  AttrValue: { new (): AttrProto; ListValue: new () => ListProto };
  NodeDef: new () => NodeProto;
  GraphDef: new () => GraphProto;
  VersionDef: new () => VersionProto;
  MetaGraphDef: { new (): MetaGraphProto; MetaInfoDef: new () => MetaInfoProto };
  SavedModel: new () => SavedModelProto;
}

export const proto = createRequire(import.meta.url)(
  '@tensorflow/tfjs-node/dist/proto/api_pb',
) as Messages;

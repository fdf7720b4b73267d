import type { DataType, Graph, Value } from './graph';
import { proto } from './proto';

/** What one call of the graph takes and gives, by name. */
export interface Signature {
  readonly inputs: Readonly<Record<string, Value<DataType>>>;
  readonly outputs: Readonly<Record<string, Value<DataType>>>;
}
export type Signatures<S extends string> = Readonly<Record<S, Signature>>;

/**
 * The bytes of `saved_model.pb`: one graph under the tag `serve`, without stored variables (they are assigned by a call) and
 * without signatures, which only whoever calls it needs.
 */
export function savedModel(graph: Graph): Uint8Array {
  const meta = new proto.MetaGraphDef();
  const info = new proto.MetaGraphDef.MetaInfoDef();
  info.addTags('serve');
  meta.setMetaInfoDef(info);
  meta.setGraphDef(graph.definition);
  const model = new proto.SavedModel();
  model.setSavedModelSchemaVersion(1);
  model.addMetaGraphs(meta);
  return model.serializeBinary();
}

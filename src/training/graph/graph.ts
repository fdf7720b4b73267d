import { proto, type AttrProto, type GraphProto, type ShapeProto } from './proto';

/** Numbers of TensorFlow's DataType enumeration (types.proto). */
const dataTypes = {
  float32: 1,
  int32: 3,
  bool: 10,
  quint8: 12,
  resource: 20,
  uint64: 23,
} as const;
export type DataType = keyof typeof dataTypes;

/** One output of one node, e.g. `MatMul_3:0`; the type parameter keeps integers out of products. */
export interface Value<T extends DataType> {
  readonly ref: string;
  readonly dtype: T;
}
export type Float = Value<'float32'>;
export type Int = Value<'int32'>;
/** A handle of a variable that lives in the session. */
export type Variable = Value<'resource'>;
/** Anything that can be waited for: a control input. */
export type After = Value<DataType> | Operation;

/** An attribute of a node, told apart by its key as in attr_value.proto. */
type Attribute =
  | { type: DataType }
  | { types: readonly DataType[] }
  | { b: boolean }
  | { i: number }
  | { f: number }
  | { s: string }
  | { shape: readonly number[] };

export class Operation {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  output<T extends DataType>(dtype: T, index = 0): Value<T> {
    return { ref: `${this.name}:${index}`, dtype };
  }
}

/** Base64 of a string's bytes: what google-protobuf takes for a bytes field. */
const base64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');

/** A shape as protobuf; −1 is a size known only when the graph runs. */
function shapeProto(shape: readonly number[]): ShapeProto {
  const message = new proto.TensorShape();
  for (const size of shape) {
    const dim = new proto.TensorShape.Dim();
    dim.setSize(size);
    message.addDim(dim);
  }
  return message;
}

function attrProto(attribute: Attribute): AttrProto {
  const message = new proto.AttrValue();
  if ('type' in attribute) message.setType(dataTypes[attribute.type]);
  else if ('b' in attribute) message.setB(attribute.b);
  else if ('i' in attribute) message.setI(attribute.i);
  else if ('f' in attribute) message.setF(attribute.f);
  else if ('s' in attribute) message.setS(base64(attribute.s));
  else if ('shape' in attribute) message.setShape(shapeProto(attribute.shape));
  else {
    const list = new proto.AttrValue.ListValue();
    list.setTypeList(attribute.types.map((type) => dataTypes[type]));
    message.setList(list);
  }
  return message;
}

/**
 * Writes a TensorFlow graph node by node. Nodes may name inputs that come later, which loops need; names are unique and
 * follow from the order of the calls alone, so the same specification gives the same graph, byte for byte.
 */
export class Graph {
  readonly definition: GraphProto = new proto.GraphDef();
  #count = 0;
  /** Set inside a loop's body: a constant there must wait for it, or TensorFlow takes it for one outside of the loop. */
  #frameAnchor: Value<DataType> | undefined;

  constructor() {
    const versions = new proto.VersionDef();
    // The GraphDef version of TensorFlow 2.9, the oldest libtensorflow tfjs-node 4 comes with.
    versions.setProducer(1087);
    versions.setMinConsumer(0);
    this.definition.setVersions(versions);
  }

  /** A name that no node has yet; `add` uses it when given one, so that an earlier node can refer to a later one. */
  uniqueName(op: string): string {
    return `${op}_${this.#count++}`;
  }

  add(
    op: string,
    inputs: readonly Value<DataType>[],
    attributes: Readonly<Record<string, Attribute>> = {},
    options: { name?: string; after?: readonly After[] } = {},
  ): Operation {
    const name = options.name ?? this.uniqueName(op);
    const control = (options.after ?? []).map((a) => `^${nodeName(a)}`);
    const node = new proto.NodeDef();
    node.setName(name);
    node.setOp(op);
    node.setInputList([...inputs.map((value) => value.ref), ...control]);
    for (const [key, attribute] of Object.entries(attributes)) {
      node.getAttrMap().set(key, attrProto(attribute));
    }
    this.definition.addNode(node);
    return new Operation(name);
  }

  float(value: number): Float {
    return this.#constant('float32', [], new Float32Array([value]));
  }

  int(value: number): Int {
    return this.#constant('int32', [], new Int32Array([value]));
  }

  ints(values: readonly number[]): Int {
    return this.#constant('int32', [values.length], new Int32Array(values));
  }

  placeholder<T extends DataType>(name: string, dtype: T, shape: readonly number[]): Value<T> {
    return this.add(
      'Placeholder',
      [],
      { dtype: { type: dtype }, shape: { shape } },
      { name },
    ).output(dtype);
  }

  /** Runs `body` with every constant made inside tied to the loop that `anchor` belongs to. */
  insideLoop<R>(anchor: Value<DataType>, body: () => R): R {
    const outer = this.#frameAnchor;
    this.#frameAnchor = anchor;
    try {
      return body();
    } finally {
      this.#frameAnchor = outer;
    }
  }

  #constant<T extends DataType>(
    dtype: T,
    shape: readonly number[],
    values: Float32Array | Int32Array,
  ): Value<T> {
    const tensor = new proto.Tensor();
    tensor.setDtype(dataTypes[dtype]);
    tensor.setTensorShape(shapeProto(shape));
    tensor.setTensorContent(
      Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64'),
    );
    const value = new proto.AttrValue();
    value.setTensor(tensor);
    const type = new proto.AttrValue();
    type.setType(dataTypes[dtype]);
    const node = new proto.NodeDef();
    const name = this.uniqueName('Const');
    node.setName(name);
    node.setOp('Const');
    node.setInputList(this.#frameAnchor === undefined ? [] : [`^${nodeName(this.#frameAnchor)}`]);
    node.getAttrMap().set('value', value);
    node.getAttrMap().set('dtype', type);
    this.definition.addNode(node);
    return new Operation(name).output(dtype);
  }
}

function nodeName(after: After): string {
  return after instanceof Operation ? after.name : after.ref.slice(0, after.ref.lastIndexOf(':'));
}

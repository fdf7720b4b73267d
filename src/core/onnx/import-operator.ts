import type { AttributeProto, NodeProto } from 'onnx-buf';
import { UserError } from '../errors';
import type { Value } from './import-values';

/** One node of a foreign graph, with what its inputs turned out to be. */
export class Operation {
  readonly node: NodeProto;
  readonly file: string;
  /** '' among the inputs, an optional one left out, is undefined. */
  readonly inputs: readonly (Value | undefined)[];

  constructor(node: NodeProto, file: string, inputs: readonly (Value | undefined)[]) {
    this.node = node;
    this.file = file;
    this.inputs = inputs;
  }

  attribute(name: string): AttributeProto | undefined {
    return this.node.attribute.find((attribute) => attribute.name === name);
  }

  float(name: string, fallback: number): number {
    return this.attribute(name)?.f ?? fallback;
  }

  int(name: string, fallback: number): number {
    return Number(this.attribute(name)?.i ?? fallback);
  }

  /** Refuses the node unless an attribute, or its default, is the one value that is read (as a float32). */
  expect(name: string, got: number, expected: number): void {
    if (Math.abs(got - expected) <= 1e-6 * Math.abs(expected)) return;
    throw new UserError('onnx.attribute', {
      ...this.#place(),
      attribute: name,
      got: Number(got.toPrecision(7)),
      expected,
    });
  }

  /** A known operator where it cannot be read. */
  misplaced(): UserError {
    return new UserError('onnx.order', this.#place());
  }

  unknown(): UserError {
    return new UserError('onnx.operator', this.#place());
  }

  /** The approximation of GELU by tanh, or operators around Erf that are no GELU. */
  noGelu(): UserError {
    return new UserError('onnx.gelu', this.#place());
  }

  #place(): { file: string; node: string; operator: string } {
    const { name, output, opType, domain } = this.node;
    return {
      file: this.file,
      node: name === '' ? (output[0] ?? '?') : name,
      operator: domain === '' || domain === 'ai.onnx' ? opType : `${domain}.${opType}`,
    };
  }
}

/** What a node's first output is. Throws a UserError that names the node where it cannot be read. */
export type ReadOperator = (operation: Operation) => Value;

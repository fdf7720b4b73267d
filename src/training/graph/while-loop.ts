import type { DataType, Graph, Value } from './graph';

type State = Readonly<Record<string, Value<DataType>>>;

export interface LoopBody<S extends State> {
  /** The state at the start of this turn. */
  readonly state: S;
  /** A value made outside of the loop, the same for every turn. */
  readonly outside: <D extends DataType>(value: Value<D>) => Value<D>;
}

/**
 * A while loop in TensorFlow's dataflow form (Yu et al. 2018, "Dynamic control flow in large-scale machine learning",
 * section 4): Enter → Merge → Switch → body → NextIteration → Merge …, Exit. It runs inside the executor, so a turn costs
 * the nodes in it and nothing else. Gives the state after the last turn.
 */
export function whileLoop<S extends State>(
  g: Graph,
  initial: S,
  condition: (loop: LoopBody<S>) => Value<'bool'>,
  body: (loop: LoopBody<S>) => S,
): S {
  const frame = {
    frame_name: { s: g.uniqueName('loop') },
    // One turn at a time: a step must see the weights the one before it left.
    parallel_iterations: { i: 1 },
  };
  const enter = <D extends DataType>(value: Value<D>, constant: boolean): Value<D> =>
    g
      .add('Enter', [value], { T: { type: value.dtype }, is_constant: { b: constant }, ...frame })
      .output(value.dtype);

  const entered = new Map<string, Value<DataType>>();
  const outside = <D extends DataType>(value: Value<D>): Value<D> => {
    let inside = entered.get(value.ref);
    if (inside === undefined) {
      inside = enter(value, true);
      entered.set(value.ref, inside);
    }
    return inside as Value<D>;
  };

  const keys = Object.keys(initial);
  const mapState = (f: (value: Value<DataType>, key: string) => Value<DataType>, from: State): S =>
    Object.fromEntries(keys.map((key) => [key, f(from[key]!, key)])) as S;

  const nextNames = Object.fromEntries(keys.map((key) => [key, g.uniqueName('NextIteration')]));
  const merged = mapState((value, key) => {
    const next = { ref: `${nextNames[key]!}:0`, dtype: value.dtype };
    return g
      .add('Merge', [enter(value, false), next], { T: { type: value.dtype }, N: { i: 2 } })
      .output(value.dtype);
  }, initial);

  const goesOn = g.add('LoopCond', [condition({ state: merged, outside })]).output('bool');
  const switches = new Map(
    keys.map((key) => [
      key,
      g.add('Switch', [merged[key]!, goesOn], { T: { type: merged[key]!.dtype } }),
    ]),
  );
  const current = mapState(
    (value, key) =>
      g
        .add('Identity', [switches.get(key)!.output(value.dtype, 1)], { T: { type: value.dtype } })
        .output(value.dtype),
    merged,
  );
  const next = g.insideLoop(current[keys[0]!]!, () => body({ state: current, outside }));
  for (const key of keys) {
    g.add(
      'NextIteration',
      [next[key]!],
      { T: { type: next[key]!.dtype } },
      { name: nextNames[key]! },
    );
  }
  return mapState(
    (value, key) =>
      g
        .add('Exit', [switches.get(key)!.output(value.dtype, 0)], { T: { type: value.dtype } })
        .output(value.dtype),
    merged,
  );
}

import type { Bridge } from '../../../src/contract/client';
import type { Args, EventName, Events, RequestName, Result } from '../../../src/contract/contract';

/** What main would answer, by request; a request without an entry fails the test. */
export type Answers = {
  [N in RequestName]?: (args: Args<N>) => Result<N> | Promise<Result<N>>;
};

/** A bridge whose other end is the test: answers are functions, events are sent by hand, requests are written down. */
export class TestBridge implements Bridge {
  readonly asked: { name: RequestName; args: unknown }[] = [];
  readonly #answers: Answers;
  readonly #listeners = new Map<string, Set<(payload: never) => void>>();

  constructor(answers: Answers) {
    this.#answers = answers;
  }

  invoke<N extends RequestName>(name: N, ...args: unknown[]): Promise<Result<N>> {
    this.asked.push({ name, args: args[0] });
    const answer = this.#answers[name] as ((args: unknown) => Result<N>) | undefined;
    if (answer === undefined) return Promise.reject(new Error(`nobody answers ${name}`));
    return Promise.resolve(args[0]).then(answer);
  }

  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  send<N extends EventName>(name: N, payload: Events[N]): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload as never);
  }
}

/** An answer that waits until the test gives it, or refuses it. */
export function deferred<T>(): {
  promise: Promise<T>;
  resolve: (value: T) => void;
  reject: (error: Error) => void;
} {
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<T>((give, refuse) => {
    resolve = give;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

/** Lets everything that is ready run. */
export async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
}

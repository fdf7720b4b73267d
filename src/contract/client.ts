import { errorFromData } from '../core/errors';
import type { Args, EventName, Events, Reply, RequestName, Result } from './contract';

/** The browser's File; the contract knows no DOM. */
interface DroppedFile {
  readonly name: string;
  readonly size: number;
}

/** What the preload puts on `window.inkling`: two functions that carry anything, and where a dropped file lies. */
export interface Preload {
  invoke(name: string, args: unknown): Promise<unknown>;
  /** The path of a file that a person has dropped on the window; empty where it has none. */
  pathOf(file: DroppedFile): string;
  /** Returns the function that stops listening. */
  on(name: string, listener: (payload: unknown) => void): () => void;
}

/** The argument may be left out where the request takes none. */
type ArgsList<N extends RequestName> = undefined extends Args<N> ? [] : [args: Args<N>];

/** The renderer's way to main. */
export interface Bridge {
  /**
   * Asks main. Rejects with a UserError (has `code` and `params` for a sentence in the person's language), a
   * CancelledError (show nothing), or an Error (a bug; main has logged it).
   */
  invoke<N extends RequestName>(name: N, ...args: ArgsList<N>): Promise<Result<N>>;
  /** Listens until the returned function is called. */
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void;
}

/** Types for both ends of the preload: `const bridge = createBridge(window.inkling)`. */
export function createBridge(preload: Preload): Bridge {
  return {
    async invoke<N extends RequestName>(name: N, ...args: ArgsList<N>): Promise<Result<N>> {
      // Main answers with the type the contract names; the compiler checks it on that side.
      const reply = (await preload.invoke(name, args[0])) as Reply<Result<N>>;
      if (!reply.ok) throw errorFromData(reply.error);
      return reply.value;
    },
    on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void {
      return preload.on(name, (payload) => {
        listener(payload as Events[N]);
      });
    },
  };
}

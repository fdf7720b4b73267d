import type { z } from 'zod';
import {
  requests,
  type EventName,
  type Events,
  type Reply,
  type RequestName,
} from '../contract/contract';
import type { Request } from '../contract/requests/request';
import { errorToData, UserError } from '../core/errors';
import { isAppFrame } from './app-url';

type Requests = Readonly<Record<string, Request<z.ZodType, unknown>>>;

/** One handler for each of some requests; its arguments have passed the request's schema. */
export type HandlersOf<R extends Requests> = {
  readonly [N in keyof R]: (
    args: z.output<R[N]['args']>,
  ) => R[N] extends Request<z.ZodType, infer T> ? T | Promise<T> : never;
};
export type Handlers = HandlersOf<typeof requests>;

/** Tells every window. */
export type Emit = <N extends EventName>(name: N, payload: Events[N]) => void;

/** A frame that sent a message, as Electron describes it; null once the frame is gone. */
export type Sender = { readonly url: string; readonly parent: unknown } | null;

/** Only the page itself may ask: the top frame of a window, showing `app://inkling`. */
export function isTrusted(sender: Sender): boolean {
  return sender !== null && sender.parent === null && isAppFrame(sender.url);
}

/** Arguments that don't fit are named with what was expected, as zod says it. */
function checkArgs(name: RequestName, args: unknown): unknown {
  const checked = requests[name].args.safeParse(args);
  if (checked.success) return checked.data;
  const issue = checked.error.issues[0]!;
  const what = [name, ...issue.path.map(String)].join('.');
  throw new UserError('args.invalid', { what, problem: issue.message });
}

/** Answers one message. Never rejects: an error is data. `report` hears of the errors that are bugs. */
export async function answer(
  handlers: Handlers,
  sender: Sender,
  name: unknown,
  args: unknown,
  report: (error: unknown) => void,
): Promise<Reply<unknown>> {
  try {
    if (!isTrusted(sender)) throw new Error('A message came from a frame that is not the app.');
    if (!isRequestName(name)) throw new Error(`There is no request called ${String(name)}.`);
    // The schema has just made the arguments what this handler takes; the compiler can't follow that through the table.
    const handle = handlers[name] as (args: unknown) => unknown;
    return { ok: true, value: await handle(checkArgs(name, args)) };
  } catch (error) {
    const data = errorToData(error);
    if (data.kind === 'bug') report(error);
    return { ok: false, error: data };
  }
}

function isRequestName(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(requests, name);
}

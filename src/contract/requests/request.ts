import { z } from 'zod';
import type { RunId } from '../../core/metrics/run';

/** A request's argument schema, and the type of its result (which exists for the compiler alone). */
export interface Request<A extends z.ZodType, R> {
  readonly args: A;
  readonly result?: R;
}

/** `request(schema).returns<Result>()`: one line of an area's list. */
export function request<A extends z.ZodType>(args: A) {
  return { returns: <R>(): Request<A, R> => ({ args }) };
}

export const none = z.undefined();
export const runId = z.string().regex(/^[\w-]{1,64}$/) as unknown as z.ZodType<RunId, string>;
export const modelId = z.string().regex(/^[\w:-]{1,96}$/);
/** 28 × 28, row-major, 0 (paper) to 255 (ink). */
export const pixels = z.custom<Uint8Array>((p) => p instanceof Uint8Array && p.length === 784);

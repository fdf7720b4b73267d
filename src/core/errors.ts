import { errors } from '../messages/en/errors';

/** The key of an error's sentence in `messages/<language>/errors.ts`. */
export type ErrorCode = keyof typeof errors;
export type ErrorParams = Readonly<Record<string, string | number>>;

/** Fills `{{name}}` in a message, as i18next does. */
function interpolate(template: string, params: ErrorParams): string {
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : String(value);
  });
}

/**
 * Something the person can mend. Its message says what is wrong, where, and what was expected, in English; whoever shows it
 * to a person looks `code` up in their language and fills in `params`.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(interpolate(errors[code], params), options);
    this.code = code;
    this.params = params;
  }
}

/** The person stopped it: nothing to report. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';

  constructor() {
    super('cancelled');
  }
}

/** An error as data, the only way one crosses a process boundary. */
export type ErrorData =
  | { kind: 'user'; code: ErrorCode; params: ErrorParams; message: string }
  | { kind: 'cancelled' }
  | { kind: 'bug'; message: string; stack: string };

export function errorToData(error: unknown): ErrorData {
  if (error instanceof UserError) {
    return { kind: 'user', code: error.code, params: error.params, message: error.message };
  }
  if (error instanceof CancelledError) return { kind: 'cancelled' };
  if (error instanceof Error) {
    return { kind: 'bug', message: error.message, stack: error.stack ?? error.message };
  }
  return { kind: 'bug', message: String(error), stack: String(error) };
}

export function errorFromData(data: ErrorData): Error {
  switch (data.kind) {
    case 'user':
      return new UserError(data.code, data.params);
    case 'cancelled':
      return new CancelledError();
    case 'bug': {
      const error = new Error(data.message);
      error.stack = data.stack;
      return error;
    }
  }
}

import { shell } from 'electron';
import { UserError } from '../core/errors';

/** Opens a file or folder in the program the system has for it. */
export async function openInSystem(what: string): Promise<null> {
  const reason = await shell.openPath(what);
  if (reason !== '') throw new UserError('app.openFailed', { what, reason });
  return null;
}

import path from 'node:path';
import log from 'electron-log/main';

/** What a log line may be written at; electron-log's own levels. */
export interface Log {
  info(...parts: unknown[]): void;
  warn(...parts: unknown[]): void;
  error(...parts: unknown[]): void;
}

/** Logs to `folder`/inkling.log (kept under a megabyte, the one before it as inkling.old.log) and catches what nothing else has caught. */
export function openLog(folder: string, developer: boolean): { log: Log; file: string } {
  const file = path.join(folder, 'inkling.log');
  log.transports.file.resolvePathFn = () => file;
  log.transports.file.level = 'info';
  log.transports.console.level = developer ? 'warn' : false;
  log.errorHandler.startCatching({ showDialog: false });
  return { log, file };
}

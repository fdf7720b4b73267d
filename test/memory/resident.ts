import { readFileSync } from 'node:fs';

/** A process's resident memory, bytes. */
export interface Resident {
  readonly now: number;
  /** The most it has ever been, by the system's own record. */
  readonly peak: number;
}

/** null: the process is gone. @throws Error where the system has no /proc */
export function residentMemory(pid: number): Resident | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kilobytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? NaN);
    const now = kilobytes('VmRSS');
    // What has ended and was not waited for yet has a status without memory.
    return Number.isNaN(now) ? null : { now: now * 1024, peak: kilobytes('VmHWM') * 1024 };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH' || (code === 'ENOENT' && process.platform === 'linux')) return null;
    throw error;
  }
}

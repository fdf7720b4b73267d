import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Names one process for good: a process id comes back after a while, but never with the same start in the same boot. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, as its system tells it, letters and digits only; only compared. */
  readonly started: string;
  /** Of the boot it runs in, letters and digits only; empty where `started` is absolute. */
  readonly boot: string;
}

interface System {
  boot(): string;
  /** undefined when there is no such process (any more). */
  started(pid: number): string | undefined;
}

const linux: System = {
  boot: () => word(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
  started: (pid) => {
    const stat = readIfThere(`/proc/${pid}/stat`);
    if (stat === undefined) return undefined;
    // Fields after the name, which stands in parentheses and may hold anything: state is field 3, starttime 22 (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ended = fields[0] === 'Z' || fields[0] === 'X'; // waits only for its parent to take note
    return ended ? undefined : fields[19];
  },
};

const darwin: System = {
  boot: () => '',
  started: (pid) => (isThere(pid) ? ask('ps', ['-o', 'lstart=', '-p', String(pid)]) : undefined),
};

const windows: System = {
  boot: () => '',
  started: (pid) =>
    isThere(pid)
      ? ask('powershell.exe', [
          '-NoProfile',
          '-Command',
          `(Get-Process -Id ${pid} -ErrorAction SilentlyContinue).StartTime.Ticks`,
        ])
      : undefined,
};

const system: System =
  process.platform === 'darwin' ? darwin : process.platform === 'win32' ? windows : linux;

let self: ProcessIdentity | undefined;
export function thisProcess(): ProcessIdentity {
  self ??= { pid: process.pid, started: system.started(process.pid) ?? '', boot: system.boot() };
  return self;
}

/** Whether that very process still runs. */
export function isRunning({ pid, started, boot }: ProcessIdentity): boolean {
  return boot === thisProcess().boot && system.started(pid) === started;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it runs, as somebody else's
  }
}

const word = (text: string) => text.replace(/\W/g, '');

/** The letters and digits a program prints; undefined when there are none. */
function ask(program: string, args: readonly string[]): string | undefined {
  try {
    const answer = word(execFileSync(program, args, { encoding: 'utf8', windowsHide: true }));
    return answer === '' ? undefined : answer;
  } catch (error) {
    // `ps` exits with 1 when the process has ended in the meantime.
    if ((error as { status?: number | null }).status === 1) return undefined;
    throw error;
  }
}

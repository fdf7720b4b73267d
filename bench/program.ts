import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** How often the memory of a program is looked at. The peak itself is the system's own record; only its last growth can be missed. */
const WATCH_EVERY_MS = 25;

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The one core it may use; null: all of them. */
  readonly core: number | null;
  /** Told each of its lines of JSON as it is printed. */
  readonly onEvent?: (event: Readonly<Record<string, unknown>>) => void;
}

export interface Finished {
  /** Just before the process was made, in milliseconds since 1970. */
  readonly startedAt: number;
  /** Its lines of JSON. */
  readonly events: readonly Readonly<Record<string, unknown>>[];
  /** The largest resident memory any of its processes reached; null where the system doesn't tell. */
  readonly peakBytes: number | null;
}

/** One thread for whatever library computes; what each of them reads. */
const ONE_THREAD: Readonly<Record<string, string>> = {
  OMP_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  TF_CPP_MIN_LOG_LEVEL: '2',
  XLA_FLAGS: '--xla_cpu_multi_thread_eigen=false',
  JAX_PLATFORMS: 'cpu',
  // What the cache holds must stay as its manifest says.
  PYTHONDONTWRITEBYTECODE: '1',
};

/**
 * Runs a program to its end with one thread.
 * @throws Error with its last words when it fails
 */
export async function runProgram({
  command,
  args,
  env,
  core,
  onEvent,
}: Program): Promise<Finished> {
  const [file, ...rest] =
    core === null ? [command, ...args] : ['taskset', '-c', String(core), command, ...args];
  const startedAt = Date.now();
  const child = spawn(file, rest, {
    env: { ...process.env, ...ONE_THREAD, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const failed = once(child, 'error').then(([error]) => {
    throw error as Error;
  });
  const closed = once(child, 'close') as Promise<[number | null, string | null]>;

  let peakBytes = 0;
  const watch = setInterval(() => {
    if (child.pid !== undefined) peakBytes = Math.max(peakBytes, largest(child.pid));
  }, WATCH_EVERY_MS);
  let lastWords = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-4000);
  });
  const events: Record<string, unknown>[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!line.startsWith('{')) return;
    const event = JSON.parse(line) as Record<string, unknown>;
    events.push(event);
    onEvent?.(event);
  });

  try {
    const [code, signal] = await Promise.race([closed, failed]);
    if (code !== 0) {
      const end = signal ?? `exit code ${String(code)}`;
      throw new Error(`${[command, ...args].join(' ')} ended with ${end}:\n${lastWords}`);
    }
    return { startedAt, events, peakBytes: peakBytes === 0 ? null : peakBytes };
  } finally {
    clearInterval(watch);
  }
}

/** The highest resident memory of a process or one of those it has started, in bytes; 0 where there is no /proc, or it is gone. */
function largest(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const own = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' '),
    );
    return Math.max(own, ...children.filter((id) => id !== '').map((id) => largest(Number(id))));
  } catch (error) {
    // Between two looks it has ended; other systems have no /proc.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return 0;
    throw error;
  }
}

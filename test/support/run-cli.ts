import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Ended {
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Standard output as JSON lines. */
  readonly json: () => Record<string, unknown>[];
}

/** A command line under way, as a terminal starts one: leader of its own process group. */
export interface RunningCli {
  readonly pid: number;
  /** Resolves with the first JSON line whose `event` is this; rejects when it ends without one. */
  event(name: string): Promise<Record<string, unknown>>;
  /** Resolves when standard error contains the text; rejects when it ends without. */
  says(text: string): Promise<void>;
  /** Ctrl-C: SIGINT to every process of the group. */
  interrupt(): void;
  kill(): void;
  readonly ended: Promise<Ended>;
}

const parse = (line: string) => JSON.parse(line) as Record<string, unknown>;

/** Starts the built command line in plain English, without colours. */
export function startCli(
  cli: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): RunningCli {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: options.cwd,
    env: { ...process.env, LC_ALL: 'C.UTF-8', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const lines = () => stdout.split('\n').slice(0, -1);
  const ended = once(child, 'close').then(([code]): Ended => {
    return { code: code as number | null, stdout, stderr, json: () => lines().map(parse) };
  });
  return {
    pid: child.pid!,
    ended,
    interrupt: () => process.kill(-child.pid!, 'SIGINT'),
    kill: () => child.kill('SIGKILL'),
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (stderr.includes(text)) resolve();
        };
        look();
        child.stderr.on('data', look);
        void ended.then(() => {
          reject(new Error(`It ended without saying "${text}":\n${stderr}`));
        });
      }),
    event: (name) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines()
            .map(parse)
            .find(({ event }) => event === name);
          if (found !== undefined) resolve(found);
        };
        look();
        child.stdout.on('data', look);
        void ended.then(() => {
          look();
          reject(new Error(`It ended without "${name}":\n${stdout}\n${stderr}`));
        });
      }),
  };
}

import { readFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { spawnSync } from 'node:child_process';

/** The machine, as the document names it. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
}

export function machine(): Machine {
  const [first] = cpus();
  return {
    processor: first?.model ?? arch(),
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${distribution()}, ${platform()} ${release()}, ${arch()}`,
    node: process.versions.node,
  };
}

/** Load averages of the last 1, 5 and 15 minutes: above 1 a core, others were at work. */
export function load(): string {
  return loadavg()
    .map((value) => value.toFixed(2))
    .join(', ');
}

function distribution(): string {
  try {
    return /^PRETTY_NAME="?(.*?)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return platform() === 'darwin' ? 'macOS' : 'Windows';
  }
}

/** The core every program of the comparison is held to, the last one; null where `taskset` isn't there to do it. */
export function coreForAll(): number | null {
  const allowed = spawnSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' });
  const last = /(\d+)\s*$/.exec(allowed.stdout)?.[1];
  return allowed.status !== 0 || last === undefined ? null : Number(last);
}

import fs from 'node:fs';

/** A process and all it has started, by their numbers. */
export function withDescendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of fs.readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = fieldOf(Number(name), 'PPid');
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found = [pid];
  for (const next of found)
    for (const [child, parent] of parents) if (parent === next) found.push(child);
  return found;
}

/** A field of /proc/<pid>/status (proc(5)); undefined once the process is gone. */
export function fieldOf(pid: number, field: string): string | undefined {
  const status = readIfThere(`/proc/${pid}/status`);
  return status === undefined
    ? undefined
    : new RegExp(`^${field}:\\s*(.*)$`, 'm').exec(status)?.[1];
}

export function commandOf(pid: number): string {
  return (readIfThere(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ');
}

/**
 * The internet sockets these processes hold, each as `local>remote` port numbers: from the tables of proc(5), whose last
 * columns name the inode that a process's descriptors lead to.
 */
export function internetSockets(pids: readonly number[]): string[] {
  const inodes = new Set(
    pids.flatMap((pid) =>
      namesIn(`/proc/${pid}/fd`)
        .map((fd) => linkIfThere(`/proc/${pid}/fd/${fd}`))
        .map((link) => /^socket:\[(\d+)\]$/.exec(link ?? '')?.[1]),
    ),
  );
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) =>
    (readIfThere(`/proc/net/${table}`) ?? '')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , , , , , , , inode]) => inode !== undefined && inodes.has(inode))
      .map(([, local, remote]) => `${table} ${port(local)}>${port(remote)}`),
  );
}

const port = (address = '') => parseInt(address.split(':')[1] ?? '', 16);

const readIfThere = (file: string) => ifThere(() => fs.readFileSync(file, 'utf8'));
const linkIfThere = (file: string) => ifThere(() => fs.readlinkSync(file));
const namesIn = (folder: string) => ifThere(() => fs.readdirSync(folder)) ?? [];

/** Undefined where the process has ended meanwhile. */
function ifThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

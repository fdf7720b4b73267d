import { mkdirSync, readFileSync, realpathSync, statfsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { UserError } from '../core/errors';
import { inPlainWords } from './errors';

/** Where a person's library is: what INKLING_LIBRARY says, else the place their system has for an app's data. */
export function defaultLibraryFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home = homedir(),
): string {
  const chosen = env['INKLING_LIBRARY'];
  if (chosen) return resolve(chosen);
  if (platform === 'win32') {
    return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Inkling');
  }
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Inkling');
  // The XDG base directory specification: a relative path counts as not set.
  const xdg = env['XDG_DATA_HOME'];
  return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.local', 'share'), 'inkling');
}

/**
 * Makes the folder where there is none.
 * @throws UserError 'library.folder' when it cannot be made, 'library.network' on a network file system, whose locks and
 * shared memory SQLite's WAL cannot rely on (sqlite.org/wal.html)
 */
export function prepareFolder(folder: string, typeOf = fileSystemType): void {
  inPlainWords(folder, () => mkdirSync(folder, { recursive: true }));
  const network = networkFileSystemOf(folder, typeOf);
  if (network !== undefined) throw new UserError('library.network', { folder, system: network });
}

/** Linux: statfs(2)'s f_type, from linux/magic.h and the kernel's file systems. */
const networkTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0x73757245, 'Coda'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x01161970, 'GFS2'],
  [0x7461636f, 'OCFS2'],
  [0x47504653, 'GPFS'],
]);
const fileSystemType = (folder: string) =>
  process.platform === 'linux' ? statfsSync(folder).type >>> 0 : undefined;
const FUSE = 0x65735546;
const networkFuse = /^fuse\.(sshfs|glusterfs|s3fs|rclone|davfs2?|curlftpfs|smbnetfs|gcsfuse)$/;

/** The network file system a folder lies on; undefined for a local one. Windows tells a share by its path; macOS is not asked. */
function networkFileSystemOf(folder: string, typeOf: (folder: string) => number | undefined) {
  if (folder.startsWith('\\\\')) return 'SMB';
  const type = inPlainWords(folder, () => typeOf(folder));
  if (type === undefined) return undefined;
  if (type !== FUSE) return networkTypes.get(type);
  const mounted = mountTypeOf(realpathSync(folder), readFileSync('/proc/self/mountinfo', 'utf8'));
  return mounted !== undefined && networkFuse.test(mounted) ? mounted : undefined;
}

/** The type of the mount a path lies in, by the lines of /proc/self/mountinfo (proc(5)). */
export function mountTypeOf(path: string, mountinfo: string): string | undefined {
  let longest = -1;
  let type: string | undefined;
  for (const line of mountinfo.split('\n')) {
    const [before, after] = line.split(' - ');
    const point = before
      ?.split(' ')[4]
      ?.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
    if (point === undefined || after === undefined || point.length < longest) continue;
    const inside = point === '/' || path === point || path.startsWith(`${point}/`);
    if (!inside) continue;
    longest = point.length; // of mounts on one point the last one is seen
    type = after.split(' ')[0];
  }
  return type;
}

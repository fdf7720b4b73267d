import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A user of the machine who is not root: nobody's numbers where root runs the tests, else whoever runs them. */
export interface NormalUser {
  readonly uid: number;
  readonly gid: number;
  /** An empty home folder of the user's own. */
  readonly home: string;
}

/** The package as it lies on a machine. */
export interface Installed {
  /** '' where it is installed for real, else the folder that stands for the file system's root. */
  readonly root: string;
  /** /usr/bin/inkling */
  readonly command: string;
  /** /usr/lib/inkling */
  readonly folder: string;
  /** Files that are not as the package brought them; dpkg's own check. */
  verify(): string;
  remove(): void;
}

const isRoot = process.getuid?.() === 0;

/** Runs a program to its end and gives its standard output; throws with its words if it fails. */
export function must(command: string, args: readonly string[], cwd?: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', cwd });
  if (error !== undefined) throw error;
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

export function normalUser(): NormalUser {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'inkling-home-'));
  const [uid, gid] = isRoot ? [65_534, 65_534] : [process.getuid!(), process.getgid!()];
  fs.chownSync(home, uid, gid);
  return { uid, gid, home };
}

/** Root installs the package as a person does. Whoever is not root installs it by dpkg into a folder, as root of a namespace. */
export function install(deb: string): Installed {
  return isRoot ? installForReal(deb) : installInto(deb);
}

function installForReal(deb: string): Installed {
  const { stdout } = spawnSync(
    'dpkg-query',
    ['--show', '-f=${db:Status-Status} ${Version}', 'inkling'],
    {
      encoding: 'utf8',
    },
  );
  // A development build is one of this test's own, left when it was killed.
  if (stdout.startsWith('installed') && !stdout.endsWith('-dev'))
    throw new Error(
      'Inkling is installed on this machine. This test installs and removes it: remove yours first (apt-get remove inkling).',
    );
  const options = ['--yes', '--no-install-recommends', '--allow-downgrades', '--reinstall'];
  // The disk is not waited for: should the machine lose its power now, nobody needs these files.
  must('apt-get', ['install', ...options, '-o', 'Dpkg::Options::=--force-unsafe-io', deb]);
  return {
    ...places(''),
    verify: () => must('dpkg', ['--verify', 'inkling']),
    remove: () => must('apt-get', ['remove', '--yes', 'inkling']),
  };
}

function installInto(deb: string): Installed {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'inkling-root-'));
  const database = path.join(root, 'var', 'lib', 'dpkg');
  for (const name of ['info', 'updates'])
    fs.mkdirSync(path.join(database, name), { recursive: true });
  fs.writeFileSync(path.join(database, 'status'), '');
  // What it depends on is installed outside of that root.
  const dpkg = (...args: string[]) =>
    must('unshare', [
      '--map-root-user',
      'env',
      'PATH=/usr/sbin:/usr/bin:/sbin:/bin',
      'dpkg',
      `--root=${root}`,
      '--force-depends',
      '--force-unsafe-io',
      ...args,
    ]);
  dpkg('--install', deb);
  return {
    ...places(root),
    verify: () => dpkg('--verify', 'inkling'),
    remove: () => dpkg('--remove', 'inkling'),
  };
}

function places(root: string): Pick<Installed, 'root' | 'command' | 'folder'> {
  return {
    root,
    command: path.join(root, '/usr/bin/inkling'),
    folder: path.join(root, '/usr/lib/inkling'),
  };
}

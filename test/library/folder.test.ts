import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultLibraryFolder, mountTypeOf, prepareFolder } from '../../src/library/folder';
import { codeOf, temporaryFolder } from './support/training';

it.each([
  ['linux', {}, '/home/ada/.local/share/inkling'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/inkling'],
  ['linux', { XDG_DATA_HOME: 'not/absolute' }, '/home/ada/.local/share/inkling'],
  ['linux', { XDG_DATA_HOME: '/data', INKLING_LIBRARY: '/elsewhere' }, '/elsewhere'],
  ['linux', { INKLING_LIBRARY: 'here' }, resolve('here')],
  ['linux', { INKLING_LIBRARY: '' }, '/home/ada/.local/share/inkling'],
  ['darwin', { XDG_DATA_HOME: '/data' }, '/home/ada/Library/Application Support/Inkling'],
  ['win32', { APPDATA: '/roaming' }, '/roaming/Inkling'],
  ['win32', {}, '/home/ada/AppData/Roaming/Inkling'],
] as const)('on %s with %o the library is in %s', (platform, env, folder) => {
  expect(defaultLibraryFolder(env, platform, '/home/ada')).toBe(folder);
});

describe('a network file system', () => {
  it.each([
    [0x6969, 'NFS'],
    [0xff534d42, 'CIFS'],
  ])('of type %i is refused', (type, system) => {
    const folder = temporaryFolder();
    const prepare = () => {
      prepareFolder(folder, () => type);
    };
    expect(codeOf(prepare)).toBe('library.network');
    expect(prepare).toThrow(`${folder}: that is on a network file system (${system})`);
  });

  it('is not what the temporary folder lies on', () => {
    prepareFolder(temporaryFolder());
  });

  it('behind FUSE is told by its mount', () => {
    const mounts = [
      '24 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
      '90 24 0:50 / /home/ada/far rw shared:9 - fuse.sshfs ada@far: rw',
      '91 24 0:51 / /home/ada/with\\040space rw - fuse.rclone remote: rw',
    ].join('\n');
    expect(mountTypeOf('/home/ada', mounts)).toBe('ext4');
    expect(mountTypeOf('/home/ada/far/inkling', mounts)).toBe('fuse.sshfs');
    expect(mountTypeOf('/home/ada/farther', mounts)).toBe('ext4');
    expect(mountTypeOf('/home/ada/with space', mounts)).toBe('fuse.rclone');
  });
});

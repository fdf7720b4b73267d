import fs from 'node:fs';
import path from 'node:path';

/**
 * The versions a package carries. One built on another Electron than the pinned one is for trying out only: that Electron gets
 * no security fixes any more. It says so in its version, and sorts before the release of the same number.
 * @param {string} checkout
 * @returns {{ app: string, debian: string, electron: string, release: boolean }} `app` is semver; `debian` follows deb-version(7),
 *   where ~ sorts before the end of the text
 */
export function packageVersions(checkout) {
  const { version, devDependencies } = JSON.parse(
    fs.readFileSync(path.join(checkout, 'package.json'), 'utf8'),
  );
  const electron = fs
    .readFileSync(path.join(checkout, 'node_modules', 'electron', 'dist', 'version'), 'utf8')
    .trim()
    .replace(/^v/, '');
  const release = electron === devDependencies.electron;
  return {
    app: release ? version : `${version}-dev`,
    debian: release ? `${version.replace('-', '~')}-1` : `${version}~electron${electron}-dev`,
    electron,
    release,
  };
}

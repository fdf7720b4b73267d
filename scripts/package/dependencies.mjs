import path from 'node:path';
import { run } from '../setup/run.mjs';

/**
 * Which Debian package brings a shared library. Since 2024 some have a second name, with t64: the alternative serves Debian 13
 * and Ubuntu 24.04, the first name all before.
 */
const packageOf = {
  'libX11.so.6': 'libx11-6',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXrandr.so.2': 'libxrandr2',
  'libasound.so.2': 'libasound2 | libasound2t64',
  'libatk-1.0.so.0': 'libatk1.0-0 | libatk1.0-0t64',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0 | libatk-bridge2.0-0t64',
  'libatspi.so.0': 'libatspi2.0-0 | libatspi2.0-0t64',
  'libcairo.so.2': 'libcairo2',
  'libcups.so.2': 'libcups2 | libcups2t64',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libdrm.so.2': 'libdrm2',
  'libexpat.so.1': 'libexpat1',
  'libgbm.so.1': 'libgbm1',
  'libgcc_s.so.1': 'libgcc-s1',
  'libgio-2.0.so.0': 'libglib2.0-0 | libglib2.0-0t64',
  'libglib-2.0.so.0': 'libglib2.0-0 | libglib2.0-0t64',
  'libgobject-2.0.so.0': 'libglib2.0-0 | libglib2.0-0t64',
  'libgtk-3.so.0': 'libgtk-3-0 | libgtk-3-0t64',
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libsmime3.so': 'libnss3',
  'libudev.so.1': 'libudev1',
  'libxcb.so.1': 'libxcb1',
  'libxkbcommon.so.0': 'libxkbcommon0',
};
/** Parts of the C library; its version comes from the symbols. */
const libc = /^(libc|libdl|libm|libpthread|libresolv|librt|ld-linux-x86-64)\.so\.\d+$/;
/** Which GCC brought a version of libstdc++'s symbols (gcc.gnu.org/onlinedocs/libstdc++/manual/abi.html), newest first. */
const libstdcxx = [
  { symbol: 33, gcc: '14' },
  { symbol: 32, gcc: '13.2' },
  { symbol: 31, gcc: '13' },
  { symbol: 30, gcc: '12' },
  { symbol: 29, gcc: '11' },
  { symbol: 28, gcc: '10' },
  { symbol: 26, gcc: '9' },
];

/**
 * What the program needs of a Debian system, from its native files' own lists: the libraries they name, and the newest
 * symbols of libc and libstdc++ they use (which a file compiled on this machine takes from this machine).
 * @param {string[]} files ELF files
 * @returns {Promise<string[]>} entries for Depends
 */
export async function debianDependencies(files) {
  const { code, output } = await run('objdump', ['--private-headers', ...files]);
  if (code !== 0) throw new Error(`objdump failed: ${output.slice(-500)}`);
  const own = new Set(files.map((file) => path.basename(file)));
  const needed = new Set(
    [...output.matchAll(/^\s+NEEDED\s+(\S+)$/gm)]
      .map((match) => match[1])
      .filter((library) => !own.has(library) && !libc.test(library)),
  );
  const newest = (symbol) =>
    Math.max(...[...output.matchAll(new RegExp(`\\b${symbol}(\\d+)`, 'g'))].map((m) => +m[1]));

  const depends = new Set([`libc6 (>= 2.${newest('GLIBC_2\\.')})`]);
  for (const library of [...needed].sort()) {
    if (library === 'libstdc++.so.6') {
      const used = newest('GLIBCXX_3\\.4\\.');
      const gcc = libstdcxx.find(({ symbol }) => symbol <= used)?.gcc;
      depends.add(gcc === undefined ? 'libstdc++6' : `libstdc++6 (>= ${gcc})`);
    } else if (packageOf[library] === undefined) {
      throw new Error(
        `${library} is needed by the package, but scripts/package/dependencies.mjs does not know which Debian package brings it`,
      );
    } else {
      depends.add(packageOf[library]);
    }
  }
  return [...depends];
}

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import zlib from 'node:zlib';
import { SetupFailure } from '../setup/failure.mjs';
import { run, tail } from '../setup/run.mjs';
import { debianDependencies } from './dependencies.mjs';
import { copyrightText, tensorflowNotices } from './licences.mjs';

const here = import.meta.dirname;
/** Below this many pixels the icon's own pixels would blur: it has a plainer drawing for those. */
const smallIcon = 48;
const iconSizes = [16, 22, 24, 32, 48, 64, 96, 128, 256, 512];

const longDescription = [
  'Inkling trains a multilayer perceptron on the MNIST database with TensorFlow,',
  'shows what the network learns while it learns it, keeps every run, exports',
  'networks as ONNX files and reads digits as they are drawn. It brings MNIST',
  'and a trained network, and opens no network connection.',
  '.',
  'With arguments, the command inkling is its command line and needs no display.',
];
const developmentNote = (electron) => [
  '.',
  `This is a development build on Electron ${electron}, which gets no security fixes.`,
];

/**
 * Adds to a package's tree, which holds usr/lib/inkling already, everything else of it.
 * @param {object} options
 * @param {string} options.checkout
 * @param {string} options.root the tree
 * @param {ReturnType<typeof import('./version.mjs').packageVersions>} options.versions
 */
export async function completeTree({ checkout, root, versions }) {
  const put = (from, to, mode = 0o644) => {
    const file = path.join(root, to);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.copyFileSync(from, file);
    fs.chmodSync(file, mode);
  };
  const doc = path.join('usr', 'share', 'doc', 'inkling');
  put(path.join(here, 'inkling.sh'), 'usr/bin/inkling', 0o755);
  put(path.join(here, 'inkling.desktop'), 'usr/share/applications/inkling.desktop');
  put(path.join(here, 'lintian-overrides'), 'usr/share/lintian/overrides/inkling');
  for (const file of tensorflowNotices(checkout))
    put(file, path.join(doc, 'tensorflow', path.basename(file)));
  fs.writeFileSync(path.join(root, doc, 'copyright'), copyrightText(checkout));
  const compressed = (to, content) => {
    fs.mkdirSync(path.dirname(path.join(root, to)), { recursive: true });
    fs.writeFileSync(path.join(root, to), zlib.gzipSync(content, { level: 9 }));
  };
  compressed(path.join(doc, 'changelog.gz'), fs.readFileSync(path.join(checkout, 'CHANGELOG.md')));
  compressed(path.join(doc, 'changelog.Debian.gz'), debianChangelog(versions));
  compressed('usr/share/man/man1/inkling.1.gz', fs.readFileSync(path.join(here, 'inkling.1')));
  await addIcons(checkout, path.join(root, 'usr', 'share', 'icons', 'hicolor'));
  setModes(root);
  await writeControl(root, versions);
}

/** deb-changelog(5): of this package there is one version, the one just made. */
function debianChangelog({ debian }) {
  const { SOURCE_DATE_EPOCH } = process.env; // reproducible-builds.org: the time to write in place of now, in seconds
  const time = SOURCE_DATE_EPOCH === undefined ? new Date() : new Date(SOURCE_DATE_EPOCH * 1000);
  const date = time.toUTCString().replace('GMT', '+0000');
  return `inkling (${debian}) unstable; urgency=medium\n\n  * What changes is in changelog.gz.\n\n -- ${maintainer()}  ${date}\n`;
}

function maintainer() {
  return JSON.parse(fs.readFileSync(path.join(here, '..', '..', 'package.json'), 'utf8')).author;
}

async function addIcons(checkout, folder) {
  const drawing = (name) => path.join(checkout, 'resources', name);
  const file = (size, ending) => path.join(folder, size, 'apps', `inkling.${ending}`);
  for (const size of iconSizes) {
    const target = file(`${size}x${size}`, 'png');
    fs.mkdirSync(path.dirname(target), { recursive: true });
    await sharp(drawing(size <= smallIcon ? 'icon-small.svg' : 'icon.svg'), { density: 288 })
      .resize(size, size)
      .png({ compressionLevel: 9 })
      .toFile(target);
  }
  const scalable = file('scalable', 'svg');
  fs.mkdirSync(path.dirname(scalable), { recursive: true });
  fs.copyFileSync(drawing('icon.svg'), scalable);
}

/** As Debian wants them, whatever the umask here: programs 755, the sandbox's helper set-user-ID, all else 644. */
function setModes(root) {
  const library = path.join(root, 'usr', 'lib', 'inkling');
  const programs = ['inkling', 'chrome_crashpad_handler'].map((name) => path.join(library, name));
  programs.push(path.join(root, 'usr', 'bin', 'inkling'));
  fs.chmodSync(root, 0o755);
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    fs.chmodSync(file, entry.isDirectory() || programs.includes(file) ? 0o755 : 0o644);
  }
  fs.chmodSync(path.join(library, 'chrome-sandbox'), 0o4755);
}

/** The fields of deb-control(5), and the checksums `dpkg --verify` compares. */
async function writeControl(root, versions) {
  const files = fs
    .readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
  const depends = await debianDependencies(
    files.map((file) => path.join(root, file)).filter(isElf),
  );
  const bytes = files.reduce((sum, file) => sum + fs.statSync(path.join(root, file)).size, 0);
  const description = versions.release
    ? longDescription
    : [...longDescription, ...developmentNote(versions.electron)];
  const control = [
    'Package: inkling',
    `Version: ${versions.debian}`,
    'Architecture: amd64',
    `Maintainer: ${maintainer()}`,
    `Installed-Size: ${Math.ceil(bytes / 1024)}`,
    `Depends: ${depends.join(', ')}`,
    'Recommends: xdg-utils',
    'Suggests: fonts-noto-cjk',
    'Section: education',
    'Priority: optional',
    'Description: train a neural network on handwritten digits and have it read yours',
    ...description.map((line) => ` ${line}`),
  ];
  fs.mkdirSync(path.join(root, 'DEBIAN'), { mode: 0o755 });
  fs.writeFileSync(path.join(root, 'DEBIAN', 'control'), `${control.join('\n')}\n`);
  fs.writeFileSync(
    path.join(root, 'DEBIAN', 'md5sums'),
    files.map((file) => `${md5(path.join(root, file))}  ${file}\n`).join(''),
  );
}

function isElf(file) {
  const start = Buffer.alloc(4);
  const handle = fs.openSync(file);
  fs.readSync(handle, start);
  fs.closeSync(handle);
  return start.toString('latin1') === '\x7fELF';
}

function md5(file) {
  return createHash('md5').update(fs.readFileSync(file)).digest('hex');
}

/**
 * Packs the tree. Everything in it belongs to root, whoever packs it. zstd at a low level: every dpkg since Debian 12 and
 * Ubuntu 18.04 reads it, and it takes seconds where xz takes minutes.
 * @param {string} root
 * @param {string} file
 */
export async function pack(root, file) {
  const options = ['--root-owner-group', '-Zzstd', '-z3'];
  const { code, output } = await run('dpkg-deb', [...options, '--build', root, file]);
  if (code !== 0) throw new SetupFailure('dpkg-deb could not make the package.', tail(output, 5));
}

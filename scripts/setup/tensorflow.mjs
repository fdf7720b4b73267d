import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cached, placedByHand, requireSha256 } from './cache.mjs';
import { buildNative, nodeHeaders } from './compiler.mjs';
import { SetupFailure } from './failure.mjs';
import { linkFolder, placeFile } from './link.mjs';
import { tensorflowHost, tensorflowOwn, tensorflowWheel, tfjsNodeApi } from './pins.mjs';
import { addressOf, whyBlocked } from './probe.mjs';
import { pipDownload } from './python.mjs';
import { megabytes, sizeOfFolder } from './report.mjs';
import { errorLine, run, tail } from './run.mjs';
import { unzip } from './zip.mjs';

const platform = `${process.platform}-${process.arch}`;
const bindingFile = path.join('lib', `napi-v${tfjsNodeApi}`, 'tfjs_binding.node');
const headerTrees = ['tensorflow/c/', 'tensorflow/core/platform/', 'tensorflow/tsl/', 'tsl/'];

/**
 * Gives @tensorflow/tfjs-node its library and headers (deps/, a link into the cache) and its binding (a copy).
 * @param {string} checkout
 * @param {import('./report.mjs').StepReport} report
 */
export async function setUpTensorflow(checkout, report) {
  const module = path.join(checkout, 'node_modules', '@tensorflow', 'tfjs-node');
  const why = await whyNotOwn(checkout, module, report);
  if (why !== undefined) await useWheel(checkout, module, report, why);
  const size = megabytes(sizeOfFolder(fs.realpathSync(path.join(module, 'deps'))));
  const source = why === undefined ? "tfjs-node's own download" : 'its Python wheel';
  return {
    done: `libtensorflow ${await tensorflowVersion(checkout)} from ${source}, ${size}, and tfjs-node's binding`,
  };
}

class Unavailable extends Error {}

/** Undefined once what tfjs-node's own installer fetches is in place, else why it is not. */
async function whyNotOwn(checkout, module, report) {
  const { LIBTENSORFLOW_VERSION: version } = createRequire(import.meta.url)(
    path.join(module, 'scripts', 'deps-constants.js'),
  );
  const archive = tensorflowOwn.archives[platform]?.replace('VERSION', version);
  if (archive === undefined) return `tfjs-node has no library for ${platform}`;
  let folder;
  try {
    folder = await cached(`tfjs-node-${version}-${platform}`, {
      neededMB: tensorflowOwn.neededMB,
      report,
      produce: async (content) => {
        const why = await whyBlocked(addressOf(tensorflowHost).replace(/\/?$/, '/') + archive);
        if (why !== undefined) throw new Unavailable(why);
        report.note(
          `running tfjs-node's own installer: libtensorflow ${version} (about ${tensorflowOwn.downloadMB} MB)`,
        );
        await runOwnInstaller(checkout, module);
        for (const name of ['deps', 'lib'])
          fs.cpSync(path.join(module, name), path.join(content, name), {
            recursive: true,
            verbatimSymlinks: true,
          });
      },
    });
  } catch (error) {
    if (error instanceof Unavailable) return error.message;
    throw error;
  }
  linkFolder(path.join(folder, 'deps'), path.join(module, 'deps'));
  placeFile(path.join(folder, bindingFile), path.join(module, bindingFile));
  return undefined;
}

async function runOwnInstaller(checkout, module) {
  for (const name of ['deps', 'lib'])
    fs.rmSync(path.join(module, name), { recursive: true, force: true });
  const headers = nodeHeaders();
  const env = {
    ...process.env,
    PATH: [path.join(checkout, 'node_modules', '.bin'), process.env.PATH].join(path.delimiter),
    ...(headers === undefined ? {} : { npm_config_nodedir: headers }),
  };
  const { code, output } = await run(
    process.execPath,
    [path.join(module, 'scripts', 'install.js')],
    { cwd: module, env, timeoutMs: 15 * 60_000 },
  );
  if (code !== 0 || !fs.existsSync(path.join(module, bindingFile)))
    throw new Unavailable(`its installer failed: ${errorLine(output)}`);
}

async function useWheel(checkout, module, report, why) {
  if (platform !== 'linux-x64') {
    throw new SetupFailure(
      `libtensorflow could not be downloaded: ${why}.`,
      'Let this machine reach storage.googleapis.com, or name a mirror in TFJS_NODE_CDN_STORAGE.',
    );
  }
  const { file, neededMB, sha256, version } = tensorflowWheel;
  const library = await cached(`tensorflow-${version}-${sha256.slice(0, 12)}`, {
    neededMB,
    report,
    produce: async (content, scratch) => {
      let wheel = await placedByHand(file, sha256, report);
      if (wheel === undefined) {
        report.note(
          `its own download is not to be had (${why}): fetching the Python wheel tensorflow-cpu ${version} (${tensorflowWheel.downloadMB} MB)`,
        );
        await pipDownload(tensorflowWheel, scratch);
        wheel = path.join(scratch, file);
        await requireSha256(wheel, sha256);
      }
      await unzip(wheel, content, nameInDeps);
      fs.symlinkSync('libtensorflow_cc.so.2', path.join(content, 'lib', 'libtensorflow.so'));
      fs.symlinkSync(
        'libtensorflow_framework.so.2',
        path.join(content, 'lib', 'libtensorflow_framework.so'),
      );
    },
  });
  const { version: moduleVersion } = JSON.parse(
    fs.readFileSync(path.join(module, 'package.json'), 'utf8'),
  );
  const binding = await cached(
    `tfjs-binding-${moduleVersion}-napi${tfjsNodeApi}-${platform}-${sha256.slice(0, 12)}`,
    {
      neededMB: 50,
      report,
      produce: (content, scratch) =>
        buildBinding(checkout, module, library, content, scratch, report),
    },
  );
  linkFolder(library, path.join(module, 'deps'));
  placeFile(path.join(binding, 'tfjs_binding.node'), path.join(module, bindingFile));
}

/** The two libraries, the headers the binding includes, and the licence texts. */
function nameInDeps(entry) {
  const library = /^tensorflow\/(libtensorflow_(?:cc|framework)\.so\.2)$/.exec(entry);
  if (library) return `lib/${library[1]}`;
  if (/dist-info\/LICENSE$|^tensorflow\/THIRD_PARTY_NOTICES\.txt$/.test(entry))
    return entry.split('/').at(-1);
  const header = entry.replace(/^tensorflow\/include\//, '');
  return header !== entry && headerTrees.some((tree) => header.startsWith(tree))
    ? `include/${header}`
    : undefined;
}

async function buildBinding(checkout, module, library, content, scratch, report) {
  report.note("compiling tfjs-node's binding");
  for (const name of ['binding', 'binding.gyp'])
    fs.cpSync(path.join(module, name), path.join(scratch, name), { recursive: true });
  fs.symlinkSync(library, path.join(scratch, 'deps'));
  const built = path.join(scratch, 'built');
  const variables = {
    module_name: 'tfjs_binding',
    module_path: built,
    napi_build_version: tfjsNodeApi,
  };
  await buildNative(checkout, scratch, "tfjs-node's binding", [
    'configure',
    'build',
    ...Object.entries(variables).map(([name, value]) => `--${name}=${value}`),
  ]);
  fs.copyFileSync(path.join(built, 'tfjs_binding.node'), path.join(content, 'tfjs_binding.node'));
}

/** Loads the binding in a process of its own and asks the library for its version. */
async function tensorflowVersion(checkout) {
  const script = `const { TF_Version } = require(${JSON.stringify(path.join(checkout, 'node_modules/@tensorflow/tfjs-node', bindingFile))}); console.log('version', TF_Version)`;
  const { code, output } = await run(process.execPath, ['-e', script], {
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  const version = /^version (.+)$/m.exec(output)?.[1];
  if (code === 0 && version !== undefined) return version;
  throw new SetupFailure(
    "tfjs-node's binding does not load.",
    `Remove node_modules and run the command again. It said:\n${tail(output)}`,
  );
}

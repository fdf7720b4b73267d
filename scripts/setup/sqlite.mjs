import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { cached } from './cache.mjs';
import { buildNative } from './compiler.mjs';
import { SetupFailure } from './failure.mjs';
import { placeFile } from './link.mjs';
import { prebuiltSqliteNodeApi } from './pins.mjs';
import { run, tail } from './run.mjs';

/** In place of NAPI_VERSION=10: the same source then loads from Node-API 9 on. */
const defineNew = "'NAPI_VERSION=10'";
const defineOld =
  "'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT', 'NODE_API_EXPERIMENTAL_NO_WARNING'";

/**
 * Makes `require('better-sqlite3')` work in this Node and this Electron. The module looks for build/Release/better_sqlite3.node
 * by itself before it takes the binary it ships, so a built one is put there and nothing else needs to know.
 * @param {string} checkout
 * @param {import('./report.mjs').StepReport} report
 * @param {Promise<{ nodeApi: number } | undefined>} electron
 */
export async function setUpSqlite(checkout, report, electron) {
  const module = path.join(checkout, 'node_modules', 'better-sqlite3');
  const built = path.join(module, 'build', 'Release', 'better_sqlite3.node');
  const { version } = JSON.parse(fs.readFileSync(path.join(module, 'package.json'), 'utf8'));

  const old = await oldRuntime(electron);
  if (old === undefined) {
    fs.rmSync(path.join(module, 'build'), { recursive: true, force: true });
    return {
      done: `better-sqlite3 ${version}, its prebuilt binary, SQLite ${await sqliteVersion(checkout)}`,
    };
  }
  const name = `better-sqlite3-${version}-${process.platform}-${process.arch}-${fingerprint(module)}`;
  const folder = await cached(name, {
    neededMB: 150,
    report,
    produce: async (content, scratch) => {
      report.note(
        `${old} is too old for its prebuilt binary: compiling better-sqlite3 ${version} (a minute or two)`,
      );
      await compile(checkout, module, scratch);
      fs.copyFileSync(
        path.join(scratch, 'source', 'build', 'Release', 'better_sqlite3.node'),
        path.join(content, 'better_sqlite3.node'),
      );
    },
  });
  placeFile(path.join(folder, 'better_sqlite3.node'), built);
  return {
    done: `better-sqlite3 ${version}, built for ${old}, SQLite ${await sqliteVersion(checkout)}`,
  };
}

/** The runtime that cannot load the prebuilt binary, or undefined when both can. Asks for Electron's only where it matters. */
async function oldRuntime(electron) {
  if (Number(process.versions.napi) < prebuiltSqliteNodeApi) return `Node ${process.versions.node}`;
  const runtime = await electron;
  return runtime !== undefined && runtime.nodeApi < prebuiltSqliteNodeApi
    ? `Electron ${runtime.version}`
    : undefined;
}

async function compile(checkout, module, scratch) {
  const source = path.join(scratch, 'source');
  fs.cpSync(module, source, {
    recursive: true,
    filter: (file) => !/[\\/](prebuilds|build)$/.test(file),
  });
  const gyp = path.join(source, 'binding.gyp');
  const text = fs.readFileSync(gyp, 'utf8');
  if (!text.includes(defineNew))
    throw new Error(
      `${gyp} no longer says ${defineNew}: adapt scripts/setup/sqlite.mjs to this better-sqlite3`,
    );
  fs.writeFileSync(gyp, text.replace(defineNew, defineOld));
  await buildNative(checkout, source, 'better-sqlite3', [
    'rebuild',
    '--release',
    '--force_build=1',
  ]);
}

/** What the built file depends on besides the version: the source's build file and how it is changed. */
function fingerprint(module) {
  const hash = createHash('sha256')
    .update(defineOld)
    .update(fs.readFileSync(path.join(module, 'binding.gyp')));
  return hash.digest('hex').slice(0, 12);
}

/** Opens a database in a process of its own: a binary that does not fit crashes instead of throwing. */
async function sqliteVersion(checkout) {
  const script =
    "const D = require('better-sqlite3'); console.log(new D(':memory:').prepare('select sqlite_version()').pluck().get())";
  const { code, output } = await run(process.execPath, ['-e', script], { cwd: checkout });
  if (code === 0) return output.trim();
  throw new SetupFailure(
    'better-sqlite3 does not load.',
    `Remove node_modules and run the command again. It said:\n${tail(output)}`,
  );
}

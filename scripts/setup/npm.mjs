import fs from 'node:fs';
import path from 'node:path';
import { SetupFailure } from './failure.mjs';
import { whyNoConnection } from './probe.mjs';
import { run, tail, which } from './run.mjs';

const networkCodes =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED)\b/;

/**
 * Runs npm with the user's configuration and without any install script.
 * npm itself tries an unreachable registry for a minute or more; asked here first, it goes straight to its own cache instead.
 * @param {string[]} args
 * @param {{ cwd: string, doing: string }} where `doing` such as `installing the packages`, for messages
 */
export async function npm(args, { cwd, doing }) {
  const [command, ...lead] = npmCommand();
  const why = await whyNoRegistry(command, lead, cwd);
  const offline = why === undefined ? [] : ['--offline'];
  const patience = ['--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=10000']; // in ms; npm's own 10 s and 60 s look like hanging
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', ...patience, ...offline];
  const { code, output } = await run(command, [...lead, ...args, ...options], { cwd });
  if (code !== 0) throw npmFailure(doing, output, why);
}

/** Program and leading arguments that start npm, also when only the running node is at hand. */
function npmCommand(env = process.env) {
  const prefix = path.dirname(path.dirname(fs.realpathSync(process.execPath)));
  const scripts = [
    env.npm_execpath,
    path.join(prefix, 'lib/node_modules/npm/bin/npm-cli.js'),
    path.join(path.dirname(process.execPath), 'node_modules/npm/bin/npm-cli.js'),
  ];
  const script = scripts.find((file) => file?.endsWith('npm-cli.js') && fs.existsSync(file));
  if (script !== undefined) return [process.execPath, script];
  const onPath = which('npm', env);
  if (onPath !== undefined && process.platform !== 'win32') return [onPath];
  throw new SetupFailure(
    'npm was not found beside the running Node.',
    'Install Node.js with npm from https://nodejs.org and try again.',
  );
}

/** Undefined where the registry, or a proxy before it, may be asked. */
async function whyNoRegistry(command, lead, cwd) {
  const names = ['registry', 'proxy', 'https-proxy'];
  const { output } = await run(command, [...lead, 'config', 'get', ...names], { cwd });
  const [registry, ...proxies] = names.map(
    (name) => new RegExp(`^${name}=(http.*)$`, 'm').exec(output)?.[1],
  );
  if (registry === undefined || proxies.some((proxy) => proxy !== undefined)) return undefined;
  return whyNoConnection(registry);
}

/**
 * What npm's output means for the reader.
 * @param {string} doing such as `installing the packages`
 * @param {string} output
 * @param {string} [whyOffline] why npm was told to stay off the network
 * @returns {SetupFailure}
 */
export function npmFailure(doing, output, whyOffline) {
  const network = networkCodes.exec(output)?.[1];
  if (network !== undefined) {
    return new SetupFailure(
      `The npm registry could not be reached while ${doing} (${whyOffline ?? network}).`,
      'Check the network connection and what `npm config get registry` and `npm config get proxy` say, then run the command again.',
    );
  }
  const certificate =
    /\b(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+|CERT_\w+)\b/.exec(
      output,
    )?.[1];
  if (certificate !== undefined) {
    return new SetupFailure(
      `npm does not trust the registry's certificate (${certificate}), while ${doing}.`,
      'Behind a filtering proxy, name its certificate: npm config set cafile FILE. Otherwise check `npm config get registry`.',
    );
  }
  if (/\bENOSPC\b/.test(output)) {
    return new SetupFailure(
      `The disk filled up while ${doing}.`,
      'Free some space and run the command again.',
    );
  }
  if (/\bEINTEGRITY\b/.test(output)) {
    return new SetupFailure(
      `A package had the wrong hash while ${doing}.`,
      'The registry or the npm cache holds a damaged or changed file: run `npm cache verify` and try again.',
    );
  }
  return new SetupFailure(`npm failed while ${doing}.`, `It said:\n${errorLines(output)}`);
}

/** npm says first what is wrong and then, at length, how it is used. */
function errorLines(output) {
  const lines = output.split('\n').filter((line) => /^npm (error|ERR!) \S/.test(line));
  return lines.length > 0 ? lines.slice(0, 8).join('\n') : tail(output);
}

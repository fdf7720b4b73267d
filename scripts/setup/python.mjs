import { SetupFailure } from './failure.mjs';
import { run, tail } from './run.mjs';

const usualCommands =
  process.platform === 'win32' ? ['python', 'py'] : ['python3', 'python', '/usr/bin/python3'];

/**
 * A Python that has pip, by its command.
 * @param {[number, number]} [atLeast] lowest version
 * @param {string[]} [commands] where to look, best first
 */
export async function pythonWithPip(atLeast = [3, 8], commands = usualCommands) {
  let withoutPip;
  for (const command of commands) {
    const { code } = await run(command, [
      '-c',
      `import sys; sys.exit(sys.version_info < (${atLeast}))`,
    ]);
    if (code !== 0) continue;
    if ((await run(command, ['-m', 'pip', '--version'])).code === 0) return command;
    withoutPip ??= command;
  }
  if (withoutPip === undefined) {
    throw new SetupFailure(
      `Python ${atLeast.join('.')} or newer was not found.`,
      'Install it, on Debian or Ubuntu: sudo apt-get install -y python3 python3-pip',
    );
  }
  throw new SetupFailure(
    `${withoutPip} has no pip.`,
    `Install it, on Debian or Ubuntu: sudo apt-get install -y python3-pip (elsewhere: ${withoutPip} -m ensurepip)`,
  );
}

/**
 * Fetches one wheel into `folder` with the user's pip configuration. pip's own cache is not filled: ours keeps the result.
 * @param {{ package: string, version: string, pythonVersion: string, pipPlatform: string }} wheel
 */
export async function pipDownload({ package: name, version, pythonVersion, pipPlatform }, folder) {
  const python = await pythonWithPip();
  const target = [
    '--platform',
    pipPlatform,
    '--python-version',
    pythonVersion,
    '--implementation',
    'cp',
    '--abi',
    `cp${pythonVersion.replace('.', '')}`,
  ];
  const args = [
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--only-binary=:all:',
    '--no-cache-dir',
    '--retries',
    '1',
    ...target,
    '--dest',
    folder,
    `${name}==${version}`,
  ];
  const { code, output } = await run(python, args);
  if (code !== 0) throw pipFailure(`fetching ${name} ${version}`, output);
}

/** What pip's output means for the reader. */
export function pipFailure(doing, output) {
  if (/No space left on device/.test(output)) {
    return new SetupFailure(
      `The disk filled up while ${doing}.`,
      'Free some space and run the command again.',
    );
  }
  if (/DO NOT MATCH THE HASHES/.test(output)) {
    return new SetupFailure(
      `A Python package had the wrong hash while ${doing}.`,
      'The index serves a changed file: check what `pip config list` names as index.',
    );
  }
  if (
    /NewConnectionError|ConnectTimeout|Max retries|ConnectionError|ReadTimeout|SSLError|Failed to establish|name resolution/.test(
      output,
    )
  ) {
    return new SetupFailure(
      `The Python package index could not be reached while ${doing}.`,
      'Check the network connection and what `pip config list` says, then run the command again.',
    );
  }
  return new SetupFailure(`pip failed while ${doing}.`, `Its last words:\n${tail(output)}`);
}

import { SetupFailure } from './failure.mjs';
import { minimumNode, supportedPlatforms } from './pins.mjs';

/**
 * Throws where the project cannot run at all.
 * @param {{ version: string, platform: string, arch: string, musl: boolean }} [machine] the running one if left out
 */
export function requireSupportedMachine(machine = thisMachine()) {
  const { version, platform, arch, musl } = machine;
  const [major, minor] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = minimumNode;
  if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
    throw new SetupFailure(
      `This is Node ${version}; Inkling needs Node ${leastMajor}.${leastMinor} or newer.`,
      'Install a current Node.js from https://nodejs.org and run the command again.',
    );
  }
  const name = `${platform}-${arch}`;
  if (!supportedPlatforms.includes(name) || musl) {
    throw new SetupFailure(
      `Inkling does not run on ${name}${musl ? ' with musl' : ''}: there is no TensorFlow or no Electron for it.`,
      `Supported are ${supportedPlatforms.join(', ')}; Linux with glibc.`,
    );
  }
}

function thisMachine() {
  return {
    version: process.versions.node,
    platform: process.platform,
    arch: process.arch,
    musl: isMusl(),
  };
}

function isMusl() {
  return (
    process.platform === 'linux' &&
    process.report.getReport().header.glibcVersionRuntime === undefined
  );
}

import { SetupFailure } from './failure.mjs';
import { tail } from './run.mjs';

const networkCodes =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED)\b/;

/**
 * What npm's output means for the reader.
 * @param {string} doing such as `installing the packages`
 * @param {string} output
 * @returns {SetupFailure}
 */
export function npmFailure(doing, output) {
  const network = networkCodes.exec(output)?.[1];
  if (network !== undefined) {
    return new SetupFailure(
      `The npm registry could not be reached while ${doing} (${network}).`,
      'Check the network connection and what `npm config get registry` and `npm config get proxy` say, then run the command again.',
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

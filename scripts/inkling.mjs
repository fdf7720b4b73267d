// The command line: `npm run -s inkling -- COMMAND …`. Runs in this process, so that times from process start are honest.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { checkout, exitOnFailure, setUp } from './setup.mjs';

const print = (line) => console.error(line); // stdout belongs to the command (`--json`)
await setUp({ goal: 'start', window: false, print })
  .then(() => build(print))
  .catch(exitOnFailure);
// npm starts scripts in the checkout; file names on the command line are meant from where the person is.
const { INIT_CWD, npm_lifecycle_event } = process.env;
if (npm_lifecycle_event === 'inkling' && INIT_CWD) process.chdir(INIT_CWD);
await import(pathToFileURL(path.join(checkout, 'out', 'main', 'cli.js')).href);

import { startApp } from './app';
import { runHeadless } from './headless';

// The packaged command line is this program with `--cli` before its arguments. Everything in either start must be in place
// before Electron is ready, so nothing here waits.
const cli = process.argv.indexOf('--cli');
if (cli === -1) startApp();
else runHeadless(process.argv.slice(cli + 1));

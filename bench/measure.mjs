// Runs one of the bench's TypeScript programs in a process of its own: node bench/measure.mjs FILE [JSON].
// Calls the `measure` it exports with what the JSON says and prints the answer as one line of JSON.
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const root = resolve(import.meta.dirname, '..');
const [file, input] = process.argv.slice(2);
const { module } = await runnerImport(resolve(root, file), { root, logLevel: 'error' });
const answer = await module.measure(JSON.parse(input ?? 'null'));
process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0));

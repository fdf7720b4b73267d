// `npm run check`: format, lint, types, Svelte, unused code. All run even if one fails; a line each.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from './setup/run.mjs';
import { checkout, exitOnFailure, setUp } from './setup.mjs';

await setUp({ goal: 'check' }).catch(exitOnFailure);

const tool = (name, file, ...args) => ({
  name,
  args: [path.join(checkout, 'node_modules', file), ...args],
});
const rendererConfig = path.join('src', 'renderer', 'tsconfig.json'); // its components need svelte-check
const checks = [
  tool('eslint', 'eslint/bin/eslint.js', '.', '--max-warnings=0'),
  tool(
    'svelte-check',
    'svelte-check/bin/svelte-check',
    '--tsconfig',
    rendererConfig,
    '--fail-on-warnings',
  ),
  ...typeConfigs().map((config) =>
    tool(`tsc ${config}`, 'typescript/bin/tsc', '--noEmit', '-p', config),
  ),
  tool('prettier', 'prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'),
  tool('knip', 'knip/bin/knip.js'),
];

const failed = [];
const waiting = [...checks];
async function worker() {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const started = performance.now();
    const { code, output } = await run(process.execPath, check.args, { cwd: checkout });
    console.log(
      `${code === 0 ? 'ok    ' : 'FAILED'} ${check.name} (${((performance.now() - started) / 1000).toFixed(1)} s)`,
    );
    if (code === 0) continue;
    failed.push(check.name);
    console.log(output.trimEnd().replaceAll(/^/gm, '    '));
  }
}
await Promise.all(
  Array.from({ length: Math.min(os.availableParallelism(), checks.length) }, worker),
);

console.log(
  failed.length === 0
    ? `All ${checks.length} checks passed.`
    : `${failed.length} of ${checks.length} checks failed: ${failed.join(', ')}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Every tsconfig of the project's own folders but the renderer's. */
function typeConfigs() {
  const folders = ['src', 'test', 'bench', 'scripts'].filter((folder) =>
    fs.existsSync(path.join(checkout, folder)),
  );
  const nested = folders.flatMap((folder) =>
    fs
      .readdirSync(path.join(checkout, folder), { recursive: true })
      .map((name) => path.join(folder, name)),
  );
  return [
    'tsconfig.json',
    ...nested.filter((name) => path.basename(name) === 'tsconfig.json' && name !== rendererConfig),
  ];
}

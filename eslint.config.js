import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/**
 * The layers, from the bottom up. A folder of src/ may import from itself and from the folders named here; anything else is
 * an error of the linter. `packages` are the only npm packages the layer may import (prefix match), where that is limited.
 */
const layers = {
  messages: [],
  core: ['messages'],
  training: ['core', 'messages'],
  inference: ['core', 'messages'],
  library: ['core', 'messages'],
  jobs: ['core', 'messages', 'training', 'inference', 'library'],
  worker: ['core', 'messages', 'jobs', 'library'],
  contract: ['core', 'messages'],
  preload: [],
  main: ['core', 'messages', 'inference', 'library', 'jobs', 'contract'],
  cli: ['core', 'messages', 'inference', 'library', 'jobs'],
  renderer: ['core', 'messages', 'contract'],
};
const native = ['@tensorflow/tfjs-node', 'better-sqlite3', 'onnxruntime-node', 'sharp', 'electron'];
/** Who may touch each native part. */
const owners = {
  training: ['@tensorflow/tfjs-node'],
  library: ['better-sqlite3'],
  inference: ['onnxruntime-node'],
  jobs: ['sharp'],
  worker: [],
  main: ['electron'],
  preload: ['electron'],
};
const pure = new Set(['messages', 'core', 'renderer', 'contract']);

/** The layers, and the one file that may reach further: the packaged program is also its own command line. */
const boundaries = [
  ...Object.entries(layers).map(([layer, allowed]) => ({
    layer,
    files: [`src/${layer}/**/*.{ts,svelte}`],
    allowed,
  })),
  { layer: 'main', files: ['src/main/headless.ts'], allowed: [...layers.main, 'cli'] },
];

const layerRules = boundaries.map(({ layer, files, allowed }) => {
  const foreign = Object.keys(layers).filter((l) => l !== layer && !allowed.includes(l));
  const barred = native.filter((p) => !(owners[layer] ?? []).includes(p));
  return {
    files,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            ...(foreign.length === 0
              ? []
              : [
                  {
                    regex: `^(\\.\\./)+(${foreign.join('|')})(/|$)`,
                    message: `src/${layer} may import only from: ${allowed.join(', ') || 'nothing'}.`,
                  },
                ]),
            {
              regex: `^(${barred.join('|')})(/|$)`,
              message: 'Another layer owns this native part.',
            },
            ...(pure.has(layer)
              ? [{ regex: '^node:', message: `src/${layer} runs where there is no Node.` }]
              : []),
          ],
        },
      ],
    },
  };
});

export default ts.config(
  { ignores: ['node_modules', 'out', 'dist', 'test/fixtures', '.svelte-kit'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // Numbers read well inside a sentence.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // noUncheckedIndexedAccess makes every typed-array read `number | undefined`; inside loops whose bounds are checked
      // once, `!` says so at no cost.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/prefer-nullish-coalescing': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser },
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  { files: ['bench/**', 'test/**'], rules: { 'no-console': 'off' } },
  ...layerRules,
);

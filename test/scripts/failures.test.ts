import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { requireCompiler } from '../../scripts/setup/compiler.mjs';
import { npmFailure } from '../../scripts/setup/npm.mjs';
import { setUpPackages } from '../../scripts/setup/packages.mjs';
import { tensorflowWheel } from '../../scripts/setup/pins.mjs';
import { requireSupportedMachine } from '../../scripts/setup/platform.mjs';
import { pipDownload, pipFailure, pythonWithPip } from '../../scripts/setup/python.mjs';
import { notes, setEnvironment, temporaryFolder } from './folders';

const nobodyListens = 'http://127.0.0.1:9/'; // the discard port, closed on any machine of today
const root = path.resolve(import.meta.dirname, '../..');

/** A project with one package to install. */
function projectWithOnePackage(): string {
  const folder = temporaryFolder();
  const dependencies = { 'is-number': '7.0.0' };
  const integrity =
    'sha512-41Cifkg6e8TylSpdtTpeLVMqvSBEVzTttHvERD741+pnZ8ANv0004MRL43QKPDlK9cGvNp6NZWZUBlbGXYxxng==';
  fs.writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'p', version: '1.0.0', dependencies }),
  );
  fs.writeFileSync(
    path.join(folder, 'package-lock.json'),
    JSON.stringify({
      name: 'p',
      version: '1.0.0',
      lockfileVersion: 3,
      packages: {
        '': { name: 'p', version: '1.0.0', dependencies },
        'node_modules/is-number': { version: '7.0.0', integrity },
      },
    }),
  );
  return folder;
}

describe('set-up says in one sentence, with a remedy, that', () => {
  test('the npm registry cannot be reached', async () => {
    setEnvironment('npm_config_registry', nobodyListens);
    setEnvironment('npm_config_cache', temporaryFolder());
    await expect(setUpPackages(projectWithOnePackage(), notes())).rejects.toThrow(
      /^The npm registry could not be reached while installing the packages \(\w+\)\.\n.*npm config get registry/s,
    );
  });

  test('the Python index cannot be reached', async () => {
    setEnvironment('PIP_INDEX_URL', nobodyListens);
    setEnvironment('PIP_CONFIG_FILE', '/dev/null');
    setEnvironment('PIP_FIND_LINKS', '');
    await expect(pipDownload(tensorflowWheel, temporaryFolder())).rejects.toThrow(
      /^The Python package index could not be reached while fetching tensorflow-cpu 2\.15\.1\.\n.*pip config list/s,
    );
  });

  test('there is no compiler', () => {
    expect(() => {
      requireCompiler('better-sqlite3', { PATH: temporaryFolder() });
    }).toThrow(/^No C\+\+ compiler to build better-sqlite3 with: .* not found\.\n.*Install/s);
  });

  test('there is no make', () => {
    const bin = temporaryFolder();
    fs.writeFileSync(path.join(bin, 'g++'), '');
    expect(() => {
      requireCompiler('better-sqlite3', { PATH: bin, CXX: 'g++' });
    }).toThrow('with: make not found.');
  });

  test('there is no Python', async () => {
    await expect(pythonWithPip([3, 8], ['no-such-python'])).rejects.toThrow(
      /^Python 3\.8 or newer was not found\.\n.*Install it/s,
    );
  });

  test('Python has no pip', async () => {
    const bin = temporaryFolder();
    const bare = path.join(bin, 'python3');
    // -I -S: without site-packages, as a system that ships Python and pip apart.
    fs.writeFileSync(bare, '#!/bin/sh\nexec /usr/bin/env python3 -I -S "$@"\n', { mode: 0o755 });
    await expect(pythonWithPip([3, 8], [bare])).rejects.toThrow(
      /python3 has no pip\.\n.*python3-pip/s,
    );
  });

  test.each([
    ['18.20.4', 'This is Node 18.20.4; Inkling needs Node 20.19 or newer.'],
    ['20.18.1', 'This is Node 20.18.1; Inkling needs Node 20.19 or newer.'],
  ])('Node %s is too old', (version, sentence) => {
    const machine = { version, platform: 'linux', arch: 'x64', musl: false };
    expect(() => {
      requireSupportedMachine(machine);
    }).toThrow(sentence);
  });

  test.each([
    ['freebsd', 'x64', false],
    ['linux', 'ia32', false],
    ['linux', 'x64', true],
  ])('%s on %s (musl: %s) is not supported, and what is', (platform, arch, musl) => {
    expect(() => {
      requireSupportedMachine({ version: '22.0.0', platform, arch, musl });
    }).toThrow(/^Inkling does not run on .*\n.*Supported are linux-x64, /s);
  });

  test.each([
    ['npm error code EINTEGRITY\nnpm error sha512-a integrity checksum failed', 'wrong hash'],
    ['npm error code ENOSPC\nnpm error nospc There is not enough space', 'disk filled up'],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', "does not trust the registry's certificate"],
    ['npm error code EUSAGE\nnpm error package.json and package-lock.json', 'npm failed while'],
  ])('npm ended with %j', (output, sentence) => {
    expect(npmFailure('installing', output).message).toContain(sentence);
  });

  test.each([
    ['ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.', 'wrong hash'],
    ['ERROR: Could not install: [Errno 28] No space left on device', 'disk filled up'],
    ['ERROR: No matching distribution found for onnx', 'pip failed while'],
  ])('pip ended with %j', (output, sentence) => {
    expect(pipFailure('installing', output).message).toContain(sentence);
  });
});

describe('the command', () => {
  test('names its goals when given another', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [path.join(root, 'scripts', 'setup.mjs'), 'everything'],
      { encoding: 'utf8' },
    );
    expect(status).toBe(2);
    expect(stderr).toContain('usage: node scripts/setup.mjs [start|test|check], got everything');
  });

  test('ends with the sentence alone, without a stack, where the cache cannot be written', () => {
    const file = path.join(temporaryFolder(), 'file');
    fs.writeFileSync(file, '');
    const { status, stderr } = spawnSync(
      process.execPath,
      [path.join(root, 'scripts', 'setup.mjs'), 'start'],
      { encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: file } },
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/^\nThe cache folder .*inkling cannot be written \(ENOTDIR\)\.\n/);
    expect(stderr).not.toContain('    at ');
  });
});

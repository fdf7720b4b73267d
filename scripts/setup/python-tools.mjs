import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached } from './cache.mjs';
import { SetupFailure } from './failure.mjs';
import { megabytes, sizeOfFolder } from './report.mjs';
import { pipFailure, pythonWithPip } from './python.mjs';
import { run, tail } from './run.mjs';

const requirements = path.join(path.dirname(fileURLToPath(import.meta.url)), 'python-tools.txt');

/** The Python that has onnx, OpenCV and NumPy: a launcher the tests start, as INKLING_PYTHON or by this path. */
export function pythonToolsFile(checkout) {
  return path.join(
    checkout,
    'node_modules',
    '.inkling',
    process.platform === 'win32' ? 'python.cmd' : 'python',
  );
}

/**
 * Installs the pinned Python packages the tests check exported ONNX files with into a folder of the cache. No virtual
 * environment: some distributions ship Python without the part that makes one, and a folder on PYTHONPATH does as well.
 * @param {string} checkout
 * @param {import('./report.mjs').StepReport} report
 */
export async function setUpPythonTools(checkout, report) {
  const python = await pythonWithPip([3, 10]);
  const { output: tag } = await run(python, [
    '-c',
    'import sys, sysconfig; print(sys.implementation.cache_tag, sysconfig.get_platform(), sep="-")',
  ]);
  const key = createHash('sha256').update(fs.readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = await cached(`python-tools-${tag.trim()}-${key}`, {
    neededMB: 600,
    report,
    produce: async (content) => {
      report.note('installing onnx, OpenCV and NumPy for the tests (100 MB)');
      const options = [
        '--require-hashes',
        '--only-binary=:all:',
        '--no-deps',
        '--no-cache-dir',
        '--retries',
        '1',
      ];
      const args = ['-m', 'pip', 'install', ...options, '--target', content, '-r', requirements];
      const { code, output } = await run(python, args, { env: { ...process.env, PIP_USER: '0' } });
      if (code !== 0) throw pipFailure("installing the tests' Python packages", output);
    },
  });
  writeLauncher(pythonToolsFile(checkout), await executableOf(python), folder);
  const script =
    'import cv2, numpy, onnx; print("versions: onnx", onnx.__version__ + ", OpenCV", cv2.__version__ + ", NumPy", numpy.__version__)';
  const { code, output } = await run(pythonToolsFile(checkout), ['-c', script]);
  if (code !== 0)
    throw new SetupFailure(
      "The tests' Python packages do not load.",
      `Remove ${path.dirname(folder)} and run the command again. It said:\n${tail(output)}`,
    );
  return { done: `${/versions: (.+)/.exec(output)[1]}, ${megabytes(sizeOfFolder(folder))}` };
}

async function executableOf(python) {
  return (await run(python, ['-c', 'import sys; print(sys.executable)'])).output.trim();
}

/** Bytecode is not written: the cache's content must stay as its manifest says. */
function writeLauncher(file, python, folder) {
  const text =
    process.platform === 'win32'
      ? `@set PYTHONPATH=${folder}\r\n@set PYTHONDONTWRITEBYTECODE=1\r\n@"${python}" %*\r\n`
      : `#!/bin/sh\nPYTHONPATH='${folder}' PYTHONDONTWRITEBYTECODE=1 exec '${python}' "$@"\n`;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.${process.pid}`, text, { mode: 0o755 });
  fs.renameSync(`${file}.${process.pid}`, file);
}

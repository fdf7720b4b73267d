import fs from 'node:fs';
import path from 'node:path';

/**
 * Counts a suite from the report Vitest wrote. Whatever did not run counts as failed: a skipped or unfinished test, a file that
 * could not be loaded or is absent from the report, a run that ended badly though no test failed, a suite without tests.
 * @param {{ name: string, code: number, outputFile: string, expectedFiles: string[], mayBeEmpty: boolean }} suite
 *   `code` is Vitest's exit code; `expectedFiles` are relative to the working directory; `mayBeEmpty` when a filter chose the files
 * @returns {{ passed: number, failed: number, problems: string[] }} problems: one line for each failure Vitest did not print
 */
export function countSuite({ name, code, outputFile, expectedFiles, mayBeEmpty }) {
  const problems = [];
  const report = readReport(outputFile);
  if (report === undefined)
    return {
      passed: 0,
      failed: 1,
      problems: [`${name}: did not run to its end (exit code ${code})`],
    };

  let passed = 0;
  let failed = 0;
  for (const file of report.testResults) {
    const where = path.relative(process.cwd(), file.name);
    const tests = file.assertionResults;
    const good = tests.filter(({ status }) => status === 'passed').length;
    passed += good;
    failed += tests.length - good;
    for (const { fullName, status } of tests) {
      if (status !== 'passed' && status !== 'failed')
        problems.push(`${where}: ${fullName} did not run (${status})`);
    }
    if (file.status !== 'passed' && good === tests.length) {
      failed += 1;
      problems.push(`${where}: the file failed: ${file.message ?? ''}`.trimEnd());
    } else if (tests.length === 0) {
      failed += 1;
      problems.push(`${where}: no test in it ran`);
    }
  }
  const seen = new Set(report.testResults.map((file) => path.relative(process.cwd(), file.name)));
  for (const file of expectedFiles.filter((expected) => !seen.has(expected))) {
    failed += 1;
    problems.push(`${file}: did not run`);
  }
  if (passed + failed === 0 && !mayBeEmpty) {
    failed = 1;
    problems.push(`${name}: no tests found`);
  }
  if (failed === 0 && code !== 0) {
    failed = 1;
    problems.push(`${name}: Vitest ended with code ${code} though no test failed`);
  }
  return { passed, failed, problems };
}

/** Undefined where there is no whole report: Vitest crashed before it wrote one. */
function readReport(file) {
  if (!fs.existsSync(file)) return undefined;
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

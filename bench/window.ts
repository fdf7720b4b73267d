import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { AppFigures } from './app/figures';
import type { Place } from './place';
import { runProgram } from './program';

/** Measures the app's window in a process of its own, under a virtual display where there is none. */
export async function timeWindow(
  place: Place,
  quick: boolean,
): Promise<AppFigures | { readonly missing: string }> {
  const virtual =
    process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  if (virtual && spawnSync('xvfb-run', ['--help']).error !== undefined) {
    return { missing: 'there is no display, and no xvfb-run to make one.' };
  }
  const program = [
    join(place.checkout, 'bench/measure.mjs'),
    'bench/app/measure-app.ts',
    JSON.stringify({ quick }),
  ];
  const display = ['--auto-servernum', '--server-args=-screen 0 1600x1200x24', process.execPath];
  return runProgram({
    command: virtual ? 'xvfb-run' : process.execPath,
    args: [...(virtual ? display : []), ...program],
    core: null,
  }).then(
    ({ events }) => events[0] as unknown as AppFigures,
    (error: unknown) => ({ missing: sentenceOf(error) }),
  );
}

/** What a program that failed said was wrong, without the rest of its last words. */
function sentenceOf(error: unknown): string {
  const lines = String(error).split('\n');
  return lines.findLast((line) => /^\w*Error: /.test(line)) ?? lines[0]!;
}

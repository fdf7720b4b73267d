import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { AppFigures } from './app/figures';
import type { WindowMemory } from './app/hour';
import type { Place } from './place';
import { runProgram, type Finished, type Program } from './program';

/** Measures the app's window. */
export async function timeWindow(
  place: Place,
  quick: boolean,
): Promise<AppFigures | { readonly missing: string }> {
  const events = await inWindow(place, 'bench/app/measure-app.ts', { quick });
  return 'missing' in events ? events : (events[0] as unknown as AppFigures);
}

/** The window's memory while a script uses the app for some minutes. `heard` is told each round's figures. */
export async function watchWindow(
  place: Place,
  minutes: number,
  heard: (seen: WindowMemory) => void,
): Promise<WindowMemory[] | { readonly missing: string }> {
  const events = await inWindow(place, 'bench/app/hour.ts', { minutes }, (event) => {
    if ('resident' in event) heard(event as unknown as WindowMemory);
  });
  if ('missing' in events) return events;
  return events.filter((event) => 'resident' in event) as unknown as WindowMemory[];
}

/** Runs one of our programs in a process of its own, under a virtual display where there is none. Its lines of JSON. */
async function inWindow(
  place: Place,
  file: string,
  input: object,
  onEvent: Program['onEvent'] = () => undefined,
): Promise<Finished['events'] | { readonly missing: string }> {
  const virtual =
    process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  if (virtual && spawnSync('xvfb-run', ['--help']).error !== undefined) {
    return { missing: 'there is no display, and no xvfb-run to make one.' };
  }
  const program = [join(place.checkout, 'bench/measure.mjs'), file, JSON.stringify(input)];
  const display = ['--auto-servernum', '--server-args=-screen 0 1600x1200x24', process.execPath];
  return runProgram({
    command: virtual ? 'xvfb-run' : process.execPath,
    args: [...(virtual ? display : []), ...program],
    core: null,
    onEvent,
  }).then(
    ({ events }) => events,
    (error: unknown) => ({ missing: sentenceOf(error) }),
  );
}

/** What a program that failed said was wrong, without the rest of its last words. */
function sentenceOf(error: unknown): string {
  const lines = String(error).split('\n');
  return lines.findLast((line) => /^\w*Error: /.test(line)) ?? lines[0]!;
}

import { machine } from './machine';
import { median } from './statistics';
import type { WindowMemory } from './app/hour';

/** What the window may hold after an hour. */
const MOST = 300e6;
/** Minutes a row of the table. */
const STEP = 10;

/** docs/window-memory.md: what the window's process held while the script of `bench/app/hour.ts` used the app. */
export function windowMemoryDocument(command: string, seen: readonly WindowMemory[]): string {
  const { processor, cores, memoryGb, system } = machine();
  const last = seen.at(-1)!;
  const tens = Array.from(
    { length: Math.max(1, Math.round(last.minutes / STEP)) },
    (_, i) => STEP * i,
  );
  const rows = tens.flatMap((from) => {
    // The last round ends a little after the time.
    const to = from === tens.at(-1) ? Infinity : from + STEP;
    const among = seen.filter(({ minutes }) => minutes > from && minutes <= to);
    if (among.length === 0) return [];
    const resident = among.map((one) => one.resident);
    return `| ${from}–${from + STEP} | ${mb(median(resident))} | ${mb(Math.max(...resident))} |`;
  });
  return `# The window's memory

Written by \`${command}\` on ${new Date().toISOString().slice(0, 10)}. ${processor}, ${cores} cores, ${memoryGb} GB; ${system}.

A script uses the app as a person would (\`bench/app/use-app.cjs\`): it draws, browses the 70,000 digits and their panes, opens runs, changes theme and language,
while trainings run one after another. Resident memory of the window's process, Chromium's own libraries among it, looked at after each of ${seen.length} rounds.

**After ${Math.round(last.minutes)} minutes: ${mb(last.resident)}; the goal is ${mb(MOST)} at most${last.resident <= MOST ? '' : ', which is missed'}.**

| minutes | median | most |
| --- | ---: | ---: |
${rows.join('\n')}
`;
}

function mb(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

import { parseArgs } from 'node:util';
import { buildCli } from '../support/built-cli';
import { documentOf } from './document';
import { isSame, killRuns, killsOf, type Outcome } from './kill';
import { recipes } from './recipes';

/** What the proof asks for at least. */
const KILLS = 100;
const INSIDE = 20;
/** Trainings at a time: one a core of the smallest machine this is meant for. */
const AT_ONCE = 2;

export interface KillOptions {
  readonly kills: number;
  readonly seed: number;
}

/** @throws Error that says what is wrong with the arguments */
export function optionsOf(args: readonly string[]): KillOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string', default: String(KILLS) },
      seed: { type: 'string', default: '1' },
    },
  });
  const whole = (name: 'kills' | 'seed') => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1 || value > 100_000) {
      throw new Error(`--${name} must be a whole number from 1 to 100000, got ${values[name]}`);
    }
    return value;
  };
  return { kills: whole('kills'), seed: whole('seed') };
}

/**
 * Kills trainings of every recipe, `options.kills` times in all, and says how each came out.
 * @returns the document, and whether everything the proof asks for holds
 */
export async function testKills(
  mnist: string,
  { kills, seed }: KillOptions,
  say: (line: string) => void,
): Promise<{ document: string; passed: boolean }> {
  const built = await buildCli();
  const started = performance.now();
  const outcomes: Outcome[] = [];
  const waiting = recipes.map((killed, i) => ({
    killed,
    kills:
      Math.floor((kills * (i + 1)) / recipes.length) - Math.floor((kills * i) / recipes.length),
    seed: seed * 1000 + i,
  }));
  const order = recipes.map(({ recipe }) => recipe.name);
  const takeTurns = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const outcome = await killRuns({ worker: built.worker, mnist, ...next });
      outcomes.push(outcome);
      say(`${outcome.recipe}: ${sentenceOf(outcome)}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
  } finally {
    built.remove();
  }
  outcomes.sort((a, b) => order.indexOf(a.recipe) - order.indexOf(b.recipe));

  const all = killsOf(outcomes);
  const inside = all.filter(({ stage }) => stage !== 'outside').length;
  const same = outcomes.every(({ survivors }) => survivors.every(isSame));
  const enough = all.length >= kills && inside * KILLS >= INSIDE * kills;
  const seconds = (performance.now() - started) / 1000;
  say(
    `${all.length} kills, ${inside} of them inside the writing of a checkpoint: ${same ? 'all to the same bits' : 'NOT all to the same bits'}`,
  );
  return { document: documentOf(outcomes, { seed, seconds }), passed: same && enough };
}

function sentenceOf({ survivors }: Outcome): string {
  const kills = survivors.flatMap((survivor) => survivor.kills);
  const same = survivors.filter(isSame).length;
  const inside = kills.filter(({ stage }) => stage !== 'outside').length;
  return `${kills.length} kills (${inside} inside a checkpoint), ${same} of ${survivors.length} runs the same`;
}

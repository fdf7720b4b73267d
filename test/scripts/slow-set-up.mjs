// Another set-up in a process of its own, for cache.test.ts: fetches the part the test fetches, slowly, or dies while it does.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cached } from '../../scripts/setup/cache.mjs';

const folder = await cached('shared-part', {
  neededMB: 1,
  report: { note: (what) => console.log(what) },
  produce: async (content) => {
    fs.writeFileSync(path.join(content, 'file'), 'a');
    await wait(1000);
    if (process.argv[2] === 'die') process.kill(process.pid, 'SIGKILL');
    fs.appendFileSync(path.join(content, 'file'), 'bc');
    console.log('made');
  },
});
console.log(`has ${fs.readFileSync(path.join(folder, 'file'), 'utf8')}`);

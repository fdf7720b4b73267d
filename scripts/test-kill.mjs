// `npm run test:kill`: a hundred SIGKILLs, each run resumed and compared to the bit. Writes docs/kill-tests.md.
// `-- --kills N` makes fewer and prints the document; `-- --seed N` draws other moments.
import fs from 'node:fs';
import path from 'node:path';
import { runProof } from './proof.mjs';
import { checkout } from './setup.mjs';

await runProof('kill', 'testKills', (document, { kills }) => {
  if (kills < 100) console.log(`\n${document}`);
  else fs.writeFileSync(path.join(checkout, 'docs', 'kill-tests.md'), document);
});

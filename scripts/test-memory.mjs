// `npm run test:memory`: the worker's memory over half an hour, and with 700,000 images. Writes docs/memory.md.
// `-- --quick` leaves the half hour out and writes nothing.
import fs from 'node:fs';
import path from 'node:path';
import { runProof } from './proof.mjs';
import { checkout } from './setup.mjs';

await runProof('memory', 'testMemory', (document) => {
  if (document !== null) fs.writeFileSync(path.join(checkout, 'docs', 'memory.md'), document);
});

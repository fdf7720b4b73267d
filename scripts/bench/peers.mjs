import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { cached } from '../setup/cache.mjs';
import { SetupFailure } from '../setup/failure.mjs';
import { pipFailure, pythonWithPip } from '../setup/python.mjs';
import { step } from '../setup/report.mjs';
import { run } from '../setup/run.mjs';

/** What `npm run bench` compares with: each with its pinned packages in a folder of its own, so that none meets another's. */
const peers = {
  jax: { requirements: 'requirements-jax.txt', downloadMB: 180, neededMB: 1500 },
  torch: { requirements: 'requirements-torch.txt', downloadMB: 2500, neededMB: 12_000 },
};

/**
 * Installs every peer into the cache, where it is not there yet. One that cannot be installed is no failure: the bench names
 * it as missing, with the reason.
 * @param {string} folder where the requirements lie
 * @returns {Promise<{ python: string | null, peers: Record<string, { folder: string } | { missing: string }> }>}
 */
export async function setUpPeers(folder, print) {
  const found = {};
  let python;
  try {
    python = await pythonWithPip([3, 11]);
  } catch (error) {
    const missing = reasonOf(error);
    return {
      python: null,
      peers: Object.fromEntries(Object.keys(peers).map((name) => [name, { missing }])),
    };
  }
  for (const [name, peer] of Object.entries(peers)) {
    try {
      found[name] = await step(print, name, (report) =>
        install(python, name, path.join(folder, peer.requirements), peer, report),
      );
    } catch (error) {
      found[name] = { missing: reasonOf(error) };
    }
  }
  return { python: await executableOf(python), peers: found };
}

async function install(python, name, requirements, { downloadMB, neededMB }, report) {
  const { output: tag } = await run(python, [
    '-c',
    'import sys, sysconfig; print(sys.implementation.cache_tag, sysconfig.get_platform(), sep="-")',
  ]);
  const key = createHash('sha256').update(fs.readFileSync(requirements)).digest('hex').slice(0, 12);
  const folder = await cached(`bench-${name}-${tag.trim()}-${key}`, {
    neededMB,
    report,
    produce: async (content, scratch) => {
      report.note(
        `installing by pip, once: ${downloadMB} MB to download, ${neededMB} MB of disk while it works`,
      );
      const options = ['--no-deps', '--only-binary=:all:', '--no-cache-dir', '--retries', '1'];
      const args = ['-m', 'pip', 'install', ...options, '--target', content, '-r', requirements];
      // Wheels are unpacked on the disk whose room was checked.
      const env = { ...process.env, PIP_USER: '0', TMPDIR: scratch };
      const { code, output } = await run(python, args, { env });
      if (code !== 0) throw pipFailure(`installing ${name} for the bench`, output);
    },
  });
  return { done: `${path.basename(requirements)} is installed`, value: { folder } };
}

async function executableOf(python) {
  return (await run(python, ['-c', 'import sys; print(sys.executable)'])).output.trim();
}

/** What the document says of a peer that is not there. */
function reasonOf(error) {
  if (!(error instanceof SetupFailure)) throw error;
  return error.message.replaceAll(/\s+/g, ' ');
}

import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './app';

/**
 * A disk of its own, in memory, that a test can fill without harm to anything else. Where nobody but root may mount one, a folder
 * whose writer is forbidden to let any file grow: what a full disk is to that process, and to no other.
 */
export class SmallDisk {
  readonly folder = temporaryFolder('disk');
  readonly #filler = path.join(this.folder, 'filler');
  readonly #mounted: boolean;

  constructor(megabytes: number) {
    const words = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'inkling', this.folder];
    this.#mounted = spawnSync('mount', words).status === 0;
  }

  /** Takes all the room that is left from the process that writes to it. */
  fill(writer: number): void {
    if (!this.#mounted) {
      execFileSync('prlimit', ['--pid', String(writer), '--fsize=0']);
      return;
    }
    const descriptor = fs.openSync(this.#filler, 'a');
    try {
      for (const size of [1 << 20, 4096]) {
        const bytes = Buffer.alloc(size, 1);
        while (fs.writeSync(descriptor, bytes) === size);
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      fs.closeSync(descriptor);
    }
  }

  /** Gives it back, to the next process that writes. */
  makeRoom(): void {
    fs.rmSync(this.#filler, { force: true });
  }

  remove(): void {
    if (this.#mounted) execFileSync('umount', [this.folder]);
    fs.rmSync(this.folder, { recursive: true });
  }
}

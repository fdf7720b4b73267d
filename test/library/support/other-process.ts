import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll } from 'vitest';
import { bundle } from '../../support/bundle';
import { later } from './training';

let program: Awaited<ReturnType<typeof bundle>>;
beforeAll(async () => {
  program = await bundle('test/library/support/child.ts');
});
afterAll(() => {
  program.remove();
});

/** What child.ts says, a line at a time. */
export interface Said {
  readonly run?: string;
  readonly step?: number;
  readonly runs?: number;
  readonly resumed?: true;
  readonly error?: { kind: string; code: string; params: Record<string, unknown>; message: string };
}

/** A real second process with the same library. */
export class OtherProcess {
  readonly said: Said[] = [];
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #heard = () => {};

  /** `limitBlocks`: the most a file may grow to, in the shell's blocks of 512 bytes. */
  constructor(what: string, folder: string, argument = '', limitBlocks?: number) {
    const command = [process.execPath, program.file, what, folder, argument];
    const limited = ['sh', '-c', `ulimit -f ${limitBlocks ?? 0}; exec "$@"`, 'sh', ...command];
    const [file, ...args] = limitBlocks === undefined ? command : limited;
    this.#child = spawn(file!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#ended = once(this.#child, 'close');
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      this.said.push(JSON.parse(line) as Said);
      this.#heard();
    });
    later(() => {
      this.#child.kill('SIGKILL');
    });
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Its first line. */
  async first(): Promise<Said> {
    if (this.said.length === 0) {
      await Promise.race([new Promise<void>((resolve) => (this.#heard = resolve)), this.#ended]);
    }
    const [first] = this.said;
    if (first === undefined) throw new Error('the child ended without a word');
    return first;
  }

  /** All its lines, once it has ended. */
  async end(): Promise<readonly Said[]> {
    await this.#ended;
    return this.said;
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

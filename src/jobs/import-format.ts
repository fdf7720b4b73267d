import { classOrder } from '../core/data/class-order';
import { MOST_CLASSES, type LabelledImages } from '../core/data/dataset';
import type { FoundOptions, ImportOptions, Refused } from '../core/data/import';
import { errorToData, UserError } from '../core/errors';
import { PIXELS } from '../core/network/types';
import type { FileSet } from './import-files';

/** One way data sets lie in files. */
export interface ImportFormat {
  readonly format: 'idx' | 'csv' | 'pictures';
  /** Whether some of the files look like it, by their names. */
  matches(files: FileSet): boolean;
  /**
   * Gathers the images with their classes. What cannot be used is refused, one by one; a UserError is thrown where nothing can.
   */
  read(files: FileSet, options: ImportOptions, into: Gathered, watch: ImportWatch): Promise<Found>;
}

export interface Found extends FoundOptions {
  /** The order of the classes, where the files have one. */
  readonly order: readonly string[] | null;
}

interface ImportWatch {
  /** Tells how far it is, 0–1, and throws a CancelledError when the job shall stop. */
  progress(share: number): Promise<void>;
}

export type ImportSplit = 'train' | 'test';

/** Images of a data set, both parts together; EMNIST's largest has 814,255. */
const MOST_IMAGES = 1_000_000;
const REFUSED_KEPT = 100;

/** What a format has found so far. */
export class Gathered {
  readonly #parts = { train: new Part(), test: new Part() };
  /** Classes by name, numbered as they come. */
  readonly #classes = new Map<string, number>();
  readonly refused: Refused[] = [];
  refusedCount = 0;

  get count(): number {
    return this.#parts.train.count + this.#parts.test.count;
  }

  /** Adds an image [784] of a class. @throws UserError 'import.tooManyClasses' or 'import.tooManyImages' */
  add(split: ImportSplit, className: string, pixels: Uint8Array): void {
    let label = this.#classes.get(className);
    if (label === undefined) {
      label = this.#classes.size;
      if (label === MOST_CLASSES) {
        const some = [...this.#classes.keys()].slice(0, 5).join(', ');
        throw new UserError('import.tooManyClasses', { most: MOST_CLASSES, some });
      }
      this.#classes.set(className, label);
    }
    if (this.count === MOST_IMAGES) {
      throw new UserError('import.tooManyImages', { most: MOST_IMAGES });
    }
    this.#parts[split].add(label, pixels);
  }

  refuse(where: string, error: UserError): void {
    this.refusedCount++;
    if (this.refused.length < REFUSED_KEPT) this.refused.push({ where, error: errorToData(error) });
  }

  /** Both parts with the classes in the order of `names`, those it lacks behind them in the order of their own. An empty part is null. */
  parts(names: readonly string[] | null): {
    train: LabelledImages | null;
    test: LabelledImages | null;
  } {
    const known = [...this.#classes.keys()];
    const listed = names?.filter((name) => this.#classes.has(name)) ?? [];
    const others = known.filter((name) => !listed.includes(name));
    const classNames = [...listed, ...others.sort(classOrder)];
    const labels = Uint8Array.from(this.#classes.keys(), (name) => classNames.indexOf(name));
    const finished = (part: Part): LabelledImages | null =>
      part.count === 0
        ? null
        : { images: part.images(), labels: part.labels().map((k) => labels[k]!), classNames };
    return { train: finished(this.#parts.train), test: finished(this.#parts.test) };
  }
}

/** Images one after the other in memory that doubles when it is full. */
class Part {
  count = 0;
  #images = new Uint8Array(1024 * PIXELS);
  #labels = new Uint8Array(1024);

  add(label: number, pixels: Uint8Array): void {
    if (this.count === this.#labels.length) {
      this.#images = enlarged(this.#images);
      this.#labels = enlarged(this.#labels);
    }
    this.#images.set(pixels, this.count * PIXELS);
    this.#labels[this.count++] = label;
  }

  images(): Uint8Array {
    return this.#images.subarray(0, this.count * PIXELS);
  }

  labels(): Uint8Array {
    return this.#labels.subarray(0, this.count);
  }
}

function enlarged(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(2 * bytes.length);
  larger.set(bytes);
  return larger;
}

/** Names of classes are shown in small places; longer ones are cut, and what is no text at all has none. */
export function classNameOf(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').slice(0, 40).trim();
}

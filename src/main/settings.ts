import fs from 'node:fs';
import path from 'node:path';
import { settingsSchema, type Settings } from '../contract/requests/app';

/** TensorFlow is fastest with one thread at the sizes people begin with (784-128-10). */
const defaults: Settings = { language: 'system', theme: 'system', threads: 1 };

/** A field that is missing or undefined stays as it is. */
export type SettingsChange = { readonly [K in keyof Settings]?: Settings[K] | undefined };

/** What a person has chosen, kept in one JSON file of this user on this machine. */
export class SettingsStore {
  readonly #file: string;
  #current: Settings;

  /** A file that can't be read as settings counts as none: `report` hears of it. */
  constructor(file: string, report: (problem: string) => void) {
    this.#file = file;
    this.#current = { ...defaults, ...readSettings(file, report) };
  }

  get current(): Settings {
    return this.#current;
  }

  /** Keeps `change` on disk before it returns. */
  set(change: SettingsChange): Settings {
    const given = Object.fromEntries(Object.entries(change).filter(([, v]) => v !== undefined));
    const next = settingsSchema.parse({ ...this.#current, ...given });
    fs.mkdirSync(path.dirname(this.#file), { recursive: true });
    // Renaming replaces the old file as a whole: a power cut leaves the one or the other.
    fs.writeFileSync(`${this.#file}.new`, JSON.stringify(next, null, 2));
    fs.renameSync(`${this.#file}.new`, this.#file);
    this.#current = next;
    return next;
  }
}

function readSettings(file: string, report: (problem: string) => void): Partial<Settings> {
  if (!fs.existsSync(file)) return {};
  try {
    const read = settingsSchema.partial().parse(JSON.parse(fs.readFileSync(file, 'utf8')));
    return Object.fromEntries(Object.entries(read).filter(([, v]) => v !== undefined));
  } catch (error) {
    report(`${file} is not a settings file, so the defaults are used: ${String(error)}`);
    return {};
  }
}

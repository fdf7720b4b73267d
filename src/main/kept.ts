/** The last few of what takes long to make, by key. What could not be made is tried anew when it is next asked for. */
export class Kept<V> {
  readonly #most: number;
  readonly #make: (key: string) => Promise<V>;
  /** The most recently used last. */
  readonly #made = new Map<string, Promise<V>>();

  constructor(most: number, make: (key: string) => Promise<V>) {
    this.#most = most;
    this.#make = make;
  }

  get(key: string): Promise<V> {
    const kept = this.#made.get(key);
    const value = kept ?? this.#make(key);
    this.#made.delete(key);
    this.#made.set(key, value);
    if (kept === undefined) {
      value.catch(() => this.#made.delete(key));
      // Its memory is freed with the object, so not before whoever still uses it is done.
      const [oldest] = this.#made.keys();
      if (this.#made.size > this.#most && oldest !== undefined) this.#made.delete(oldest);
    }
    return value;
  }

  /** Makes it anew when it is next asked for. */
  forget(key: string): void {
    this.#made.delete(key);
  }
}

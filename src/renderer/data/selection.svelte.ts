/** Digits picked out of a data set, by their numbers. */
export class Selection {
  /** [N] 1 for the selected ones; shorter where none beyond is. A new array for each change. */
  flags = $state.raw(new Uint8Array(0));
  readonly count = $derived(this.flags.reduce((sum, flag) => sum + flag, 0));

  has(number: number): boolean {
    return this.flags[number] === 1;
  }

  /** Ascending. */
  get numbers(): number[] {
    const numbers: number[] = [];
    this.flags.forEach((flag, number) => {
      if (flag === 1) numbers.push(number);
    });
    return numbers;
  }

  /** These and no others. */
  set(numbers: Iterable<number>): void {
    this.flags = new Uint8Array(0);
    this.add(numbers);
  }

  add(numbers: Iterable<number>): void {
    const list = [...numbers];
    const most = list.reduce((largest, number) => Math.max(largest, number), -1);
    const flags = new Uint8Array(Math.max(this.flags.length, most + 1));
    flags.set(this.flags);
    for (const number of list) flags[number] = 1;
    this.flags = flags;
  }

  toggle(number: number): void {
    if (!this.has(number)) {
      this.add([number]);
      return;
    }
    const flags = this.flags.slice();
    flags[number] = 0;
    this.flags = flags;
  }

  clear(): void {
    this.flags = new Uint8Array(0);
  }
}

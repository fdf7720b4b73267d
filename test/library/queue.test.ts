import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recipeSchema } from '../../src/core/recipe/schema';
import { Library } from '../../src/library/library';

let folder: string;
let library: Library;
beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'inkling-queue-'));
  library = await Library.open(folder, { role: 'worker' });
});
afterEach(() => {
  library.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const add = (name: string, index: number | null = null) =>
  library.queue.add({ recipe: recipeSchema.parse({ name }), threads: 2 }, index);
const names = () => library.queue.list().map(({ recipe }) => recipe.name);

describe('the queue', () => {
  test('keeps recipes in the order in which they came, also after the library is opened anew', async () => {
    for (const name of ['one', 'two', 'three']) add(name);
    library.close();
    library = await Library.open(folder, { role: 'worker' });
    expect(names()).toEqual(['one', 'two', 'three']);
    expect(library.queue.list()[0]?.threads).toBe(2);
  });

  test('is put in another order, and an entry comes back to where it was', () => {
    const [one, , three] = ['one', 'two', 'three'].map((name) => add(name));
    library.queue.move(three!, 0);
    expect(names()).toEqual(['three', 'one', 'two']);
    library.queue.remove(one!);
    expect(names()).toEqual(['three', 'two']);
    add('one', 1);
    expect(names()).toEqual(['three', 'one', 'two']);
    add('last');
    expect(names()).toEqual(['three', 'one', 'two', 'last']);
  });

  test('bears that an entry is taken out twice', () => {
    const id = add('one');
    library.queue.remove(id);
    library.queue.remove(id);
    expect(names()).toEqual([]);
  });
});

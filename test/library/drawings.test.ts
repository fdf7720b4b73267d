import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { drawingToPixels } from '../../src/core/digit/drawing-to-pixels';
import { parseDrawing } from '../../src/core/digit/drawing-file';
import type { NewDrawing } from '../../src/core/digit/kept-drawing';
import { Library } from '../../src/library/library';
import { openLibrary } from './support/training';

const drawing = parseDrawing(readFileSync('test/fixtures/strokes/7-quick.json', 'utf8'), '7');
const seven: NewDrawing = {
  image: drawingToPixels(drawing),
  strokes: drawing,
  className: '7',
  model: 'shipped:article',
  readAs: '1',
  purpose: null,
};
const photo: NewDrawing = { ...seven, strokes: null, className: '4', purpose: 'personal' };

it('keeps a drawing with its strokes and what it is, for other openings of the library too', async () => {
  const library = await openLibrary();
  const kept = library.drawings.keep(seven);
  library.drawings.keep(photo);
  const again = await Library.open(library.folder, { role: 'main' });
  const [newest, oldest] = again.drawings.list();
  again.close();
  expect(oldest).toEqual(kept);
  expect(oldest!.strokes!.strokes[0]!.points).toEqual(drawing.strokes[0]!.points);
  expect(newest).toMatchObject({ strokes: null, className: '4', purpose: 'personal' });
  expect(newest!.image).toEqual(photo.image);
});

it('deleted drawings come back, until they are purged', async () => {
  const library = await openLibrary();
  const [a, b, c] = [seven, photo, seven].map((one) => library.drawings.keep(one).id);
  library.drawings.delete([a!, c!]);
  expect(library.drawings.list().map(({ id }) => id)).toEqual([b]);
  library.drawings.undelete([a!]);
  expect(library.drawings.list().map(({ id }) => id)).toEqual([b, a]);
  expect(library.drawings.purge(Date.now() + 1)).toBe(1);
  library.drawings.undelete([c!]);
  expect(library.drawings.list()).toHaveLength(2);
});

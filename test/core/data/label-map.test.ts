import { describe, expect, it } from 'vitest';
import { DIGITS } from '../../../src/core/data/dataset';
import { checkLabelMap, labelMaps, namesOfMapped } from '../../../src/core/data/label-map';
import { select } from '../../../src/core/data/selection';

const data = {
  images: new Uint8Array(4 * 784),
  labels: Uint8Array.of(3, 8, 0, 5),
  classNames: DIGITS,
};
const all = Int32Array.of(0, 1, 2, 3);

describe('a label map', () => {
  it.each([
    ['0-4', [0, 2], [3, 0], ['0', '1', '2', '3', '4']],
    ['5-9', [1, 3], [3, 0], ['5', '6', '7', '8', '9']],
    ['even-odd', [0, 1, 2, 3], [1, 0, 0, 1], ['even', 'odd']],
  ] as const)('%s keeps some examples and gives them its classes', (name, kept, classes, names) => {
    const chosen = select(data, all, labelMaps[name]);
    expect([...chosen.indices]).toEqual(kept);
    expect([...chosen.labels]).toEqual(classes);
    expect(chosen.classNames).toEqual(names);
    expect(chosen.images).toBe(data.images);
  });

  it('that nobody named has the names of the labels that went in', () => {
    expect(namesOfMapped([0, 1, 0, null], ['a', 'b', 'c', 'd'])).toEqual(['a/c', 'b']);
  });

  it('is refused when it is for other data or leaves a class without a label', () => {
    expect(() => checkLabelMap([0, 1, 0], 10)).toThrow(
      'one entry for each of the 10 labels of the data, got 3',
    );
    expect(() => checkLabelMap([0, 2, null], 3)).toThrow('no label leads to class 1');
    expect(() => checkLabelMap([0, 0, null], 3)).toThrow('no label leads to class 1');
    expect(() => checkLabelMap([null, null], 2)).toThrow('no label leads to class 0');
    expect(() => select(data, all, { map: [0, 1], classNames: ['a', 'b'] })).toThrow('got 2');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forward, preprocess } from '../../../src/core/network/reference';
import { initialNetwork } from '../../../src/core/network/initialization';
import { startingNetwork, withPreprocessing } from '../../../src/core/network/transfer';
import { ARTICLE_PREPROCESSING, type Network } from '../../../src/core/network/types';
import { inputScalings } from '../../../src/core/onnx/import';
import { anyNetwork, mnistPixels, trainedByPyTorch } from '../../support/networks';
import { largestDifference } from '../../support/numbers';

const { network: article } = trainedByPyTorch('seed-recipe');
const pixels = mnistPixels('t10k', 20);

const logitsOf = (network: Network) =>
  forward(network.spec, network.layers, preprocess(pixels, network.preprocessing)).logits;

describe('another scaling of the pixels, folded into the first layer', () => {
  it.each(Object.entries(inputScalings))('gives the same logits: %s', (_, scaling) => {
    const folded = withPreprocessing(article, scaling);
    expect(folded.preprocessing).toEqual(scaling);
    expect(largestDifference(logitsOf(folded), logitsOf(article))).toBeLessThan(2e-4);
    const back = withPreprocessing(folded, ARTICLE_PREPROCESSING);
    expect(largestDifference(logitsOf(back), logitsOf(article))).toBeLessThan(2e-4);
  });

  it('changes no bit where it is the same', () => {
    expect(withPreprocessing(article, { ...article.preprocessing })).toEqual(article);
  });
});

describe('a network to start from', () => {
  const start = (head: 'keep' | 'new' | 'extend', wanted: string[], base = article) =>
    startingNetwork(base, head, wanted, 'he', 3);

  it('is the base itself where the head is kept', () => {
    const kept = start('keep', ['7', '3']);
    expect(kept).toEqual(article);
  });

  it('has a head drawn anew for other classes', () => {
    const anew = start('new', ['even', 'odd']);
    expect(anew.classNames).toEqual(['even', 'odd']);
    expect(anew.spec).toEqual({ ...article.spec, classes: 2 });
    expect(anew.layers[0]).toEqual(article.layers[0]);
    expect(anew.layers.at(-1)).toEqual(initialNetwork(anew.spec, 'he', 3).at(-1));
  });

  it('reads the old classes as before once it is extended, whatever the network', () => {
    fc.assert(
      fc.property(anyNetwork, (base) => {
        const known = base.classNames.length;
        const extended = start('extend', [base.classNames[0]!, 'β', 'γ'], base);
        expect(extended.classNames).toEqual([...base.classNames, 'β', 'γ']);
        const [old, now] = [logitsOf(base), logitsOf(extended)];
        for (let n = 0; n < 20; n++) {
          expect(now.slice(n * (known + 2), n * (known + 2) + known)).toEqual(
            old.slice(n * known, (n + 1) * known),
          );
        }
      }),
      { numRuns: 20 },
    );
  });

  it('is refused a class that a kept head lacks', () => {
    expect(() => start('keep', ['3', 'A'])).toThrow(
      'The network to start from tells apart 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, and not A',
    );
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors';
import { exportOnnx } from '../../src/core/onnx/export';
import { listShippedModels } from '../../src/inference/shipped';
import { runMetadata, trainedByPyTorch } from '../support/networks';

describe('the networks that ship with the app', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'inkling-shipped-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('come as their own files describe them, those without a place of their own last', async () => {
    const { network } = trainedByPyTorch('seed-recipe');
    const small = trainedByPyTorch('short-last-batch').network;
    await writeFile(path.join(folder, 'article.onnx'), exportOnnx(network, runMetadata));
    await writeFile(
      path.join(folder, 'a-small-one.onnx'),
      exportOnnx(small, { ...runMetadata, name: 'Sixteen units', testAccuracy: null }),
    );
    await writeFile(path.join(folder, 'article.card.json'), '{}');
    const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    expect(await listShippedModels(folder)).toEqual([
      {
        id: 'article',
        file: path.join(folder, 'article.onnx'),
        name: "The article's network",
        testAccuracy: 0.9765,
        classNames: digits,
        parameters: 101_770,
      },
      {
        id: 'a-small-one',
        file: path.join(folder, 'a-small-one.onnx'),
        name: 'Sixteen units',
        testAccuracy: null,
        classNames: digits,
        parameters: 12_730,
      },
    ]);
  });

  it('begin with the strongest, whatever their files are called; one that is missing is left out', async () => {
    const ids = async (...files: string[]) => {
      const { network } = trainedByPyTorch('short-last-batch');
      for (const id of files) {
        await writeFile(path.join(folder, `${id}.onnx`), exportOnnx(network, runMetadata));
      }
      return (await listShippedModels(folder)).map(({ id }) => id);
    };
    expect(await ids('digits-0-4', 'article', 'another')).toEqual([
      'article',
      'digits-0-4',
      'another',
    ]);
    expect(await ids('strongest')).toEqual(['strongest', 'article', 'digits-0-4', 'another']);
  });

  it('name the file that is damaged', async () => {
    await writeFile(path.join(folder, 'article.onnx'), 'not a network');
    const list = listShippedModels(folder);
    await expect(list).rejects.toThrow(UserError);
    await expect(list).rejects.toThrow('article.onnx is not an ONNX model, or it is damaged.');
  });
});

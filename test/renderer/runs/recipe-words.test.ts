import { expect, test } from 'vitest';
import { createMessages } from '../../../src/messages';
import { createFormat } from '../../../src/renderer/format';
import { fieldText } from '../../../src/renderer/runs/recipe-words';

test.each([
  ['network.hidden', '64 gelu, 32 leaky_relu', '64 GELU, 32 Leaky ReLU', '64 GELU, 32 Leaky ReLU'],
  ['optimizer.type', 'sgd', 'SGD', 'SGD'],
  ['schedule.type', 'cosine', 'Cosine', '余弦'],
  ['optimizer.epsilon', 1e-8, '1.0 × 10⁻⁸', '1.0 × 10⁻⁸'],
  ['notes', 'as sgd', 'as sgd', 'as sgd'],
])('%s of %s reads as the form names it', (path, value, en, zh) => {
  expect(fieldText(path, value, createMessages('en').t, createFormat('en'))).toBe(en);
  expect(fieldText(path, value, createMessages('zh-CN').t, createFormat('zh-CN'))).toBe(zh);
});

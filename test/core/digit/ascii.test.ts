import { describe, expect, it } from 'vitest';
import { digitAsText } from '../../../src/core/digit/ascii';
import { emptyField } from '../../../src/core/digit/centre';
import { drawingToPixels } from '../../../src/core/digit/drawing-to-pixels';

describe('a digit as text', () => {
  it('shows two rows of pixels a line', () => {
    const pixels = emptyField();
    pixels[2 * 28 + 1] = 255;
    pixels[3 * 28 + 2] = 255;
    pixels[2 * 28 + 3] = 255;
    pixels[3 * 28 + 3] = 255;
    pixels[4 * 28] = 255;
    expect(digitAsText(pixels)).toEqual([' ▀▄█', '▀']);
  });

  it('leaves faint edges out', () => {
    expect(digitAsText(emptyField().fill(60))).toEqual([]);
  });

  it('of an empty field is nothing', () => {
    expect(digitAsText(emptyField())).toEqual([]);
  });

  it('can be recognised', () => {
    const seven = drawingToPixels({
      paper: { width: 420, height: 420 },
      strokes: [
        {
          width: 26,
          points: [
            { x: 120, y: 80 },
            { x: 300, y: 80 },
            { x: 180, y: 340 },
          ],
        },
      ],
    });
    expect(`\n${digitAsText(seven).join('\n')}`).toMatchInlineSnapshot(`
      "
            ███████████████
             ▀▀▀▀▀▀▀▀▀▀███
                      ▄██▀
                     ▄██▀
                    ▄██▀
                   ▄██▀
                  ▄██▀
                  ██▀
                 ███
                ███"
    `);
  });
});

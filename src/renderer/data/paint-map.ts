import type { DigitMap } from '../../core/data/map';
import { css, type Palette } from '../ui/colour';
import { placeOf, type MapView, type Place } from './map-view';

export interface MapPicture {
  readonly map: DigitMap;
  readonly view: MapView;
  /** The colour of a digit, by its number. */
  readonly colourOf: (number: number) => string;
  /** Names and where to write them, in the map's coordinates. */
  readonly names: readonly { readonly name: string; readonly at: Place }[];
  /** 1 for the selected numbers. */
  readonly selected: Uint8Array;
  readonly anySelected: boolean;
  /** The number looked at. */
  readonly chosen: number | null;
  readonly palette: Palette;
}

const FAINT = 0.22;

/** Paints the digits as dots, those selected in full colour, and the names of the classes over them. */
export function paintMap(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  picture: MapPicture,
): void {
  const { map, view, colourOf, selected, anySelected, palette } = picture;
  context.clearRect(0, 0, width, height);
  const side = Math.min(9, 3 + Math.max(0, Math.log2(view.scale / 30)));
  for (const full of [false, true]) {
    context.globalAlpha = full || !anySelected ? 1 : FAINT;
    map.numbers.forEach((number, n) => {
      if ((selected[number] === 1) !== full) return;
      const [x, y] = placeOf(view, map.x[n]!, map.y[n]!);
      if (x < -side || y < -side || x > width + side || y > height + side) return;
      context.fillStyle = colourOf(number);
      context.fillRect(x - side / 2, y - side / 2, side, side);
    });
  }
  context.globalAlpha = 1;
  writeNames(context, picture);
  const at = picture.chosen === null ? -1 : map.numbers.indexOf(picture.chosen);
  if (at >= 0) {
    const [x, y] = placeOf(view, map.x[at]!, map.y[at]!);
    context.strokeStyle = css(palette.ink);
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, side + 3, 0, 2 * Math.PI);
    context.stroke();
  }
}

function writeNames(context: CanvasRenderingContext2D, { names, view, palette }: MapPicture): void {
  context.font = '600 16px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = css(palette.sheet);
  context.fillStyle = css(palette.ink);
  for (const { name, at } of names) {
    const [x, y] = placeOf(view, ...at);
    context.strokeText(name, x, y);
    context.fillText(name, x, y);
  }
}

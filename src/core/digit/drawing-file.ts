import { z } from 'zod';
import { UserError } from '../errors';
import type { Drawing } from './strokes';

const FORMAT = 'inkling-drawing';
const VERSION = 1;

/** Far beyond any screen, and far from where squares of numbers overflow. */
const coordinate = z.number().min(-1e6).max(1e6);
const size = z.number().gt(0).max(1e6);

/** A drawing as a JSON file. A change of meaning takes a new version; an older Inkling then says so instead of misreading it. */
const drawingFileSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  paper: z.strictObject({ width: size, height: size }),
  strokes: z.array(
    z.strictObject({
      width: size,
      points: z
        .array(
          z.strictObject({
            x: coordinate,
            y: coordinate,
            pressure: z.number().min(0).max(1).optional(),
            t: z.number().min(0).optional(),
          }),
        )
        .min(1),
    }),
  ),
});

/** Only enough to tell a drawing from other JSON, and which version it is. */
const headSchema = z.object({ format: z.literal(FORMAT), version: z.int() });

/**
 * Reads the text of a drawing file.
 * @param file its name, for the sentence of an error
 * @throws UserError if it is no drawing, of a version this program doesn't know, or wrong somewhere (says where)
 */
export function parseDrawing(text: string, file: string): Drawing {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UserError('drawing.notDrawing', { file }, { cause });
  }
  const head = headSchema.safeParse(json);
  if (!head.success) throw new UserError('drawing.notDrawing', { file }, { cause: head.error });
  const got = head.data.version;
  if (got !== VERSION) throw new UserError('drawing.version', { file, got, expected: VERSION });

  const whole = drawingFileSchema.safeParse(json);
  if (!whole.success) {
    const issue = whole.error.issues[0]!;
    const where = issue.path.length === 0 ? 'the top level' : issue.path.join('.');
    throw new UserError('drawing.invalid', { file, where, problem: issue.message });
  }
  return { paper: whole.data.paper, strokes: whole.data.strokes };
}

/** The text of a drawing file, one point a line so that differences between files can be read. */
export function serializeDrawing({ paper, strokes }: Drawing): string {
  const lines = strokes.map(({ width, points }) => {
    const places = points.map(({ x, y, pressure, t }) => JSON.stringify({ x, y, pressure, t }));
    return `{ "width": ${width}, "points": [\n  ${places.join(',\n  ')}\n] }`;
  });
  return (
    `{\n"format": "${FORMAT}",\n"version": ${VERSION},\n"paper": ${JSON.stringify(paper)},\n` +
    `"strokes": [\n${lines.join(',\n')}\n]\n}\n`
  );
}

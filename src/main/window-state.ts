import fs from 'node:fs';
import { z } from 'zod';

/** Device-independent pixels of the desktop; x and y may be negative on a second screen. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const rectangleSchema = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
});
const stateSchema = z.strictObject({ bounds: rectangleSchema, maximized: z.boolean() });
export type WindowState = z.output<typeof stateSchema>;

export const minimumSize = { width: 880, height: 600 } as const;
export const defaultSize = { width: 1280, height: 832 } as const;

/** How much of the title bar must be on a screen for a person to get hold of it. */
const grip = { width: 120, height: 32 } as const;

/**
 * Where to open the window: the remembered bounds if their title bar can be reached on one of the screens, not larger than
 * that screen; undefined where the system should place a window of the default size.
 */
export function placeWindow(
  remembered: Rectangle | undefined,
  workAreas: readonly Rectangle[],
): Rectangle | undefined {
  if (remembered === undefined) return undefined;
  const titleBar = { ...remembered, height: grip.height };
  const screen = workAreas.find((area) => {
    const { width, height } = overlap(titleBar, area);
    return width >= Math.min(grip.width, remembered.width) && height >= grip.height;
  });
  if (screen === undefined) return undefined;
  const width = Math.max(minimumSize.width, Math.min(remembered.width, screen.width));
  // A window that becomes narrower may lose what reached onto the screen.
  const leftmost = screen.x + grip.width - width;
  const rightmost = screen.x + screen.width - grip.width;
  return {
    x: Math.min(Math.max(remembered.x, leftmost), rightmost),
    y: remembered.y,
    width,
    height: Math.max(minimumSize.height, Math.min(remembered.height, screen.height)),
  };
}

function overlap(a: Rectangle, b: Rectangle): { width: number; height: number } {
  return {
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)),
  };
}

/** The state kept in `file`; undefined when there is none or it can't be read (then the window opens where the system puts it). */
export function readWindowState(file: string): WindowState | undefined {
  if (!fs.existsSync(file)) return undefined;
  const parsed = stateSchema.safeParse(jsonOrUndefined(fs.readFileSync(file, 'utf8')));
  return parsed.success ? parsed.data : undefined;
}

export function writeWindowState(file: string, state: WindowState): void {
  fs.writeFileSync(file, JSON.stringify(state));
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

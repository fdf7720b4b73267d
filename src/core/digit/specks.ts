import type { InkPicture } from './raster';

/** A patch with less ink than this part of the largest is a speck. */
const SPECK = 0.03;
/** A patch that lies along this much of the picture's edge is a shadow or the table, if a digit lies clear of the edge. */
const ALONG_EDGE = 0.2;

interface Patch {
  /** Indices of its pixels. */
  readonly at: readonly number[];
  readonly ink: number;
  readonly strongest: number;
  /** Pixels on the picture's edge. */
  readonly onEdge: number;
}

/**
 * Leaves the digit and drops what else stands out. A patch is whatever hangs together, corners included, above `none`; it
 * counts if it somewhere exceeds `surely`, so soft edges stay with their ink and grain alone does not count.
 * @returns the contrasts of the digit's patches, [height, width], 0 elsewhere
 */
export function keepDigit(contrast: InkPicture, none: number, surely: number): Float32Array {
  const patches = findPatches(contrast, none).filter((p) => p.strongest > surely);
  const side = Math.min(contrast.width, contrast.height);
  const clear = patches.filter((p) => p.onEdge < ALONG_EDGE * side);
  const inside = patches.some((p) => p.onEdge === 0 && p.ink >= SPECK * mostInk(patches));
  const candidates = inside ? clear : patches;
  const least = SPECK * mostInk(candidates);

  const kept = new Float32Array(contrast.pixels.length);
  for (const patch of candidates) {
    if (patch.ink < least) continue;
    for (const i of patch.at) kept[i] = contrast.pixels[i]!;
  }
  return kept;
}

function mostInk(patches: readonly Patch[]): number {
  return patches.reduce((most, patch) => Math.max(most, patch.ink), 0);
}

function findPatches({ pixels, width, height }: InkPicture, none: number): Patch[] {
  const seen = new Uint8Array(pixels.length);
  const patches: Patch[] = [];
  for (let start = 0; start < pixels.length; start++) {
    if (seen[start] === 1 || pixels[start]! <= none) continue;
    seen[start] = 1;
    const at = [start];
    let ink = 0;
    let strongest = 0;
    let onEdge = 0;
    // The list grows while it is walked.
    for (const i of at) {
      const x = i % width;
      const y = (i - x) / width;
      ink += pixels[i]!;
      strongest = Math.max(strongest, pixels[i]!);
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) onEdge++;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const n = ny * width + nx;
          if (seen[n] === 1 || pixels[n]! <= none) continue;
          seen[n] = 1;
          at.push(n);
        }
      }
    }
    patches.push({ at, ink, strongest, onEdge });
  }
  return patches;
}

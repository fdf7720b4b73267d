import type { Bridge } from '../../contract/client';
import { PAPER, type Photo } from './paper';
import type { SketchState } from './sketch.svelte';

/** Pictures of a digit that are dropped, pasted or opened. */
export class PhotoInput {
  readonly #bridge: Bridge;
  readonly #sketch: SketchState;
  /** While one is being read. */
  busy = $state(false);
  error = $state.raw<unknown>(null);

  constructor(bridge: Bridge, sketch: SketchState) {
    this.#bridge = bridge;
    this.#sketch = sketch;
  }

  /** Reads the first of the files; the paper stays as it is where that fails. */
  async take(files: Iterable<File>): Promise<void> {
    const [file] = files;
    if (file === undefined || this.busy) return;
    this.busy = true;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const pixels = await this.#bridge.invoke('sketch.photo', { name: file.name, bytes });
      const photo: Photo = { name: file.name, pixels, copy: await smallCopy(file) };
      this.#sketch.show(photo);
      this.error = null;
    } catch (error) {
      this.error = error;
    } finally {
      this.busy = false;
    }
  }

  forgetError(): void {
    this.error = null;
  }
}

/** No larger than the paper: a camera's picture would be kept for every undo. */
async function smallCopy(file: File): Promise<string | null> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    // The decoder in the worker reads formats that the window does not.
    return null;
  }
  const scale = Math.min(1, (2 * PAPER) / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas.toDataURL('image/webp', 0.9);
}

import type { DistortionSettings } from '../../core/distortion/settings';

/** What the thread is started with. */
export interface ThreadData {
  /** [N, 784], in memory that both threads see. */
  readonly images: Uint8Array<SharedArrayBuffer>;
  readonly settings: DistortionSettings;
  readonly seed: number;
}

/** To the thread. It answers each with a Uint8Array of [n, 784] pixels, handed over without a copy, in the order asked. */
export interface BlockRequest {
  readonly epoch: number;
  /** [n] indices of images. */
  readonly examples: Int32Array;
}

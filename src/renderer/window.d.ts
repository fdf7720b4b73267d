import type { Preload } from '../contract/client';

declare global {
  interface Window {
    readonly inkling: Preload;
  }
}

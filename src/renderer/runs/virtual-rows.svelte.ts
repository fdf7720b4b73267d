import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/virtual-core';
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

export interface VirtualRowsOptions {
  readonly count: () => number;
  /** CSS pixels. */
  readonly rowHeight: number;
  /** Of what sticks to the top, above the rows. */
  readonly headHeight: number;
  /** Where to begin. */
  readonly top: number;
}

/** Which of many rows of one height are in the window of a scrolling element. */
export class VirtualRows {
  readonly #options: VirtualRowsOptions;
  #virtualizer: Virtualizer<HTMLElement, HTMLElement> | null = null;
  items = $state.raw<readonly VirtualItem[]>([]);

  constructor(options: VirtualRowsOptions) {
    this.#options = options;
  }

  /** For the scrolling element. */
  readonly attach: Attachment<HTMLElement> = (element) => {
    const { count, rowHeight, headHeight, top } = this.#options;
    const virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
      count: untrack(count),
      getScrollElement: () => element,
      estimateSize: () => rowHeight,
      scrollMargin: headHeight,
      scrollPaddingStart: headHeight,
      initialOffset: top,
      overscan: 8,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: (changed) => {
        this.items = changed.getVirtualItems();
      },
    });
    this.#virtualizer = virtualizer;
    const stop = virtualizer._didMount();
    $effect(() => {
      virtualizer.setOptions({ ...virtualizer.options, count: count() });
      virtualizer._willUpdate();
      this.items = virtualizer.getVirtualItems();
    });
    return () => {
      stop();
      this.#virtualizer = null;
    };
  };

  /** Rows that fit into the window, one at least. */
  get page(): number {
    const { rowHeight, headHeight } = this.#options;
    const height = this.#virtualizer?.scrollRect?.height ?? 0;
    return Math.max(1, Math.floor((height - headHeight) / rowHeight));
  }

  /** Brings a row into the window, moving no more than needed. */
  reveal(index: number): void {
    this.#virtualizer?.scrollToIndex(index, { align: 'auto' });
  }
}

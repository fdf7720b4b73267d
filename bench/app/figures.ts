/** What the window takes, on one machine. Milliseconds unless it says otherwise. */
export interface AppFigures {
  readonly runtime: string;
  /** What draws: a graphics card's name, or a software renderer's. */
  readonly renderer: string;
  /** From the process's creation to the window on the screen with its first picture, by main's own account. */
  readonly windowShown: {
    /** New settings and a new library, as at the very first start. */
    readonly first: readonly number[];
    readonly later: readonly number[];
  };
  /** From a pointer event's time stamp to the end of the frame that shows the bars it changed. */
  readonly bars: { readonly idle: Latency; readonly training: Latency };
  readonly scroll: {
    readonly pixels: number;
    readonly frames: number;
    /** Looked at in every frame: each tile that touches the window. */
    readonly tiles: number;
    readonly unpainted: number;
    readonly gaps: Spread;
  };
  /** From a click's time stamp to the end of the frame that shows the view. */
  readonly views: readonly { readonly view: string; readonly times: Spread }[];
  /** From a click on Runs to the end of the frame that shows the rows: the first time after a start, then again. */
  readonly runTable: { readonly runs: number; readonly first: number; readonly times: Spread };
  /** Lines the app logged as errors meanwhile. */
  readonly problems: readonly string[];
}

export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface Latency extends Spread {
  readonly events: number;
  /** Events after which the bars stayed as they were: nothing was there to be shown. */
  readonly unchanged: number;
}

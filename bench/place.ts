/** A peer that pip installed, or why it could not. */
export type Peer = { readonly folder: string } | { readonly missing: string };

/** Where everything is that the bench runs and reads. */
export interface Place {
  readonly checkout: string;
  /** MNIST's four IDX files. */
  readonly mnist: string;
  /** bench/peers */
  readonly peerPrograms: string;
  /** A folder of this run's own, removed at its end. */
  readonly scratch: string;
  /** The Python the peers were installed for; null where there is none. */
  readonly python: string | null;
  readonly peers: Readonly<Record<string, Peer>>;
}

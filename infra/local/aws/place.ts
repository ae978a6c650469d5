/** Where the local AWS pretends to be; its names and ARNs are made of this. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
  /** `http://127.0.0.1:4566`; empty until the server listens. */
  readonly origin: string;
}

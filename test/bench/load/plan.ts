/** How hard the front door is pressed. */
export interface LoadPlan {
  /** Requests a second, evenly spaced. */
  readonly rate: number;
  readonly seconds: number;
  /** As many people type; each one's commands run in order, so few people wait longer. */
  readonly people: number;
  /** A tenth of the rate for so long before it counts. On one machine, cold instances share its cores; bench:coldstart measures these. */
  readonly warmSeconds: number;
}

/** What the sending process and the one with the local world say to each other. */
export type LoadMessage =
  | { readonly type: 'listening'; readonly slackApiUrl: string }
  | { readonly type: 'start'; readonly url: string; readonly secret: string; readonly plan: LoadPlan }
  | { readonly type: 'sent'; readonly sent: Sent }
  | { readonly type: 'count' }
  | { readonly type: 'answers'; readonly answers: Answers };

/** What became of the requests. */
export interface Sent {
  /** By status, or by what happened in its place: `ECONNRESET`. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Of those that were accepted, from when they were due to the end of the answer, milliseconds, sorted. */
  readonly ackMs: readonly number[];
  readonly accepted: number;
  /** Signed wrongly on purpose, and what they got. */
  readonly forged: Readonly<Record<string, number>>;
}

/** What came to the response_urls of accepted requests. */
export interface Answers {
  readonly once: number;
  readonly never: number;
  readonly moreOften: number;
  /** "Still asking AWS …", which stands before some answers. */
  readonly progress: number;
  /** To a request that was not accepted, or that nobody made. */
  readonly uncalled: number;
}

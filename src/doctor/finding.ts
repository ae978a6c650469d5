/** How bad a finding is. WARN: it works, but something wants attention. */
export type Level = 'OK' | 'WARN' | 'FAIL';

/** What the doctor found out about one thing, as a value: the catalogue says it, and what to do about it. Times are epoch milliseconds. */
export type Finding = { readonly level: Level } & (
  | { readonly code: 'tokenReadable' }
  | { readonly code: 'tokenMissing' | 'tokenMalformed'; readonly parameter: string }
  | { readonly code: 'signingSecretProven' }
  | { readonly code: 'slackAnswers'; readonly team: string }
  | { readonly code: 'slackRefuses' | 'slackForbids'; readonly error: string }
  | { readonly code: 'slackOtherWorkspace'; readonly team: string }
  | { readonly code: 'scopesComplete' }
  | { readonly code: 'scopesUnknown' }
  | { readonly code: 'scopesMissing' | 'scopesNeedless'; readonly scopes: readonly string[] }
  | { readonly code: 'rightsHeld'; readonly count: number }
  | { readonly code: 'rightsMissing'; readonly actions: readonly string[] }
  | { readonly code: 'rightsUnclear'; readonly actions: readonly string[]; readonly message: string }
  | { readonly code: 'rightsUntried'; readonly actions: readonly string[] }
  | { readonly code: 'ruleEnabled' | 'ruleDisabled' | 'ruleGone'; readonly rule: string }
  | { readonly code: 'sweepHeard' | 'sweepLate'; readonly at: number; readonly ageMs: number }
  | { readonly code: 'sweepNever' }
  | { readonly code: 'eventHeard'; readonly at: number; readonly ageMs: number }
  | { readonly code: 'eventNever' }
  | {
      readonly code: 'queueFlows' | 'queueLong' | 'deadLetters';
      readonly queue: string;
      readonly waiting: number;
    }
  | { readonly code: 'queueGone' | 'deadLettersNone'; readonly queue: string }
  | { readonly code: 'concurrencyEnough' | 'concurrencyLow'; readonly limit: number }
  | { readonly code: 'clockUnknown' }
  | { readonly code: 'clockRight' | 'clockOff'; readonly seconds: number }
  | { readonly code: 'tableAnswers' | 'tableGone'; readonly table: string }
  | { readonly code: 'accessUsable'; readonly grants: number }
  | { readonly code: 'accessUnusable'; readonly problem: string }
  | { readonly code: 'accessEmpty' }
  | { readonly code: 'peopleUnknown'; readonly ids: readonly string[] }
  /** `unasked`: more than are asked for at once. */
  | { readonly code: 'peopleKnown'; readonly known: number; readonly unasked: number }
  | { readonly code: 'channelUnset' | 'alarmsInSlackOnly' }
  | { readonly code: 'alarmsInTopicToo'; readonly topic: string }
  | { readonly code: 'channelKnown' | 'channelUnknown'; readonly channel: string }
  /** A check that itself failed. */
  | { readonly code: 'denied'; readonly check: CheckName; readonly message: string }
  | { readonly code: 'late'; readonly check: CheckName }
  | { readonly code: 'failed'; readonly check: CheckName; readonly message: string }
);

/** What is looked at, one after the other in `checks/`. */
export type CheckName =
  | 'token'
  | 'slack'
  | 'rights'
  | 'rules'
  | 'heartbeat'
  | 'queues'
  | 'clock'
  | 'concurrency'
  | 'tables'
  | 'access'
  | 'people'
  | 'channel';

import type { StopExplanation } from '../../../episodes/stop-reasons/codes.ts';

/** What is said of one code of a stop. Texts are mrkdwn; `detail` is what ECS gave, already escaped and shortened. */
export interface ReasonWords {
  /** What happened, as the part of a sentence that follows “the task stopped:”. */
  readonly what: (detail: string) => string;
  /** The likely causes, the likeliest first; none where the sentence tells all. */
  readonly causes: readonly string[];
  /** What to look at or do next, in order. */
  readonly next: readonly string[];
}

/** Sentences for some of the codes. */
export type WordsOf<Code extends StopExplanation['code']> = Readonly<Record<Code, ReasonWords>>;

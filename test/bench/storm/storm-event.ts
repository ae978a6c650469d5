/** An event of the storm: when it happened and when it arrives, epoch milliseconds of the passed clock. */
export interface StormEvent {
  readonly service: string;
  readonly at: number;
  readonly body: string;
}

/** What a service really is at a time: the local truth that ECS answers with and final messages are compared with. */
export interface StormService {
  readonly name: string;
  readonly kind: 'rollout' | 'crash-loop' | 'scale-out';
  readonly beginsAt: number;
  readonly events: readonly StormEvent[];
  /** DescribeServices at a time. */
  answerAt(now: number): Record<string, unknown>;
  /** What its final message must say, written from the story that was played and not from what was merged. */
  readonly mustSay: readonly string[];
}

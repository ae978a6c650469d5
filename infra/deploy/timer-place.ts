import type { Message } from '@aws-sdk/client-sqs';
import type { Elsewhere } from './move-messages.ts';

/**
 * Where a dead letter of EventBridge Scheduler belongs: `{ "kind": "return", "changeId": … }` among the commands, in the group that
 * src/changes/schedule-return.ts gave it. Undefined for every other message.
 */
export function timerPlace(
  { Body = '', Attributes }: Message,
  commands: string | undefined,
): Elsewhere | undefined {
  if (commands === undefined || Attributes?.MessageGroupId !== undefined) return undefined;
  try {
    const job = JSON.parse(Body) as { readonly kind?: unknown; readonly changeId?: unknown } | null;
    if (job?.kind !== 'return' || typeof job.changeId !== 'string') return undefined;
    return { to: commands, group: `return-${job.changeId}` };
  } catch {
    return undefined;
  }
}

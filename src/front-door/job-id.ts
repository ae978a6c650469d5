import { createHash } from 'node:crypto';
import { isRecord } from './is-record.ts';
import type { Job } from './job.ts';
import { textOf } from './text-of.ts';

/**
 * The deduplication id of a request: equal for every delivery of one event (`event_id`), one command or press
 * (`trigger_id`), else one action (`action_ts` and the block it is in), else for this very request, whose signature
 * no other has. Hashed, because SQS takes at most 128 characters and not all of them.
 */
export function jobId({ kind, body }: Pick<Job, 'kind' | 'body'>, signature: string): string {
  const own = textOf(body.event_id) || textOf(body.trigger_id) || actionOf(body) || signature;
  return createHash('sha256').update(`${kind}\n${own}`).digest('hex');
}

function actionOf(body: Job['body']): string {
  const [action]: unknown[] = Array.isArray(body.actions) ? body.actions : [];
  if (!isRecord(action) || !textOf(action.action_ts)) return '';
  const user = isRecord(body.user) ? textOf(body.user.id) : '';
  return [action.action_ts, action.block_id, action.action_id, user].join('\n');
}

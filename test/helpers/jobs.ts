import { randomUUID } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Job } from '../../src/front-door/job.ts';

export interface Person {
  readonly userId: string;
  readonly channelId: string;
  readonly responseUrl: string;
}

/** The job of a typed line, as the front door queues it. */
export function commandJob(text: string, { userId, channelId, responseUrl }: Person): Job {
  return {
    kind: 'command',
    id: randomUUID(),
    receivedAt: Date.now(),
    body: {
      command: '/ecs',
      text,
      team_id: 'T0LOCAL001',
      user_id: userId,
      channel_id: channelId,
      channel_name: 'ops',
      response_url: responseUrl,
      trigger_id: randomUUID(),
    },
  };
}

/** The job of a press on a button that only the person sees. */
export function pressJob(value: string, { userId, channelId, responseUrl }: Person): Job {
  return {
    kind: 'action',
    id: randomUUID(),
    receivedAt: Date.now(),
    body: {
      type: 'block_actions',
      team: { id: 'T0LOCAL001' },
      user: { id: userId, team_id: 'T0LOCAL001' },
      channel: { id: channelId },
      container: { type: 'message', channel_id: channelId, is_ephemeral: true },
      response_url: responseUrl,
      trigger_id: randomUUID(),
      actions: [{ type: 'button', action_id: 'line:confirm', block_id: 'b', value, action_ts: '1' }],
    },
  };
}

/** The job of Slack's event that somebody's account was deactivated. */
export function leftJob(userId: string): Job {
  const user = { id: userId, team_id: 'T0LOCAL001', deleted: true };
  return {
    kind: 'event',
    id: randomUUID(),
    receivedAt: Date.now(),
    body: {
      type: 'event_callback',
      team_id: 'T0LOCAL001',
      event_id: `Ev${randomUUID()}`,
      event: { type: 'user_change', user },
      user_id: userId,
    },
  };
}

/** Queues a job in its person's group; `times` deliveries that the queue itself does not know to be the same. */
export async function queueJob(sqs: SQSClient, queueUrl: string, job: Job, times = 1): Promise<void> {
  const group = String(job.body.user_id ?? (job.body.user as { id: string }).id);
  for (let copy = 0; copy < times; copy += 1) {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: JSON.stringify(job),
        MessageGroupId: group,
        MessageDeduplicationId: `${job.id}-${copy}`,
      }),
    );
  }
}

import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { jobGroups } from '../../front-door/job-group.ts';
import { isIdle } from '../../lesson/is-idle.ts';
import type { LessonJob } from '../../lesson/lesson-job.ts';
import { lessonNames } from '../../lesson/lesson-names.ts';
import type { LessonRecord } from '../../lesson/lesson-record.ts';
import type { LessonStore } from '../../store/lesson-store.ts';
import type { World } from '../world.ts';
import type { LessonNews } from './lesson-news.ts';

export interface LooksWorld {
  readonly lessons: Pick<LessonStore, 'watched' | 'load' | 'save'>;
  readonly sqs: SQSClient;
  /** Of the commands queue. */
  readonly commandsQueueUrl: string;
  /** The workspace whose people learn. */
  readonly teamId: string;
  readonly now: () => number;
  readonly logger: Pick<World['logger'], 'warn'>;
}

/**
 * Has the worker look at the lessons that the news may change: in the learner's own group of the commands queue, so that a look and
 * what the learner types come one after the other, and nobody else edits the message meanwhile. Never rejects: the next sweep looks.
 */
export async function queueLooks(world: LooksWorld, { names, sweep }: LessonNews): Promise<void> {
  if (names.size === 0 && !sweep) return;
  const { lessons, now, logger } = world;
  try {
    for (const userId of await lessons.watched()) {
      const record = await lessons.load(userId);
      if (record === undefined) continue;
      if (isIdle(record, 'event', now())) await lessons.save(record, false);
      else if (isConcerned(record, names) || (sweep && !isIdle(record, 'sweep', now()))) {
        await queueLook(world, userId);
      }
    }
  } catch (error) {
    logger.warn('The lessons could not be looked after', { error: error as Error });
  }
}

function isConcerned({ place }: LessonRecord, names: ReadonlySet<string>): boolean {
  const { cluster, repository } = lessonNames(place);
  return names.has(cluster) || names.has(repository);
}

async function queueLook({ sqs, commandsQueueUrl, teamId, now }: LooksWorld, userId: string): Promise<void> {
  const job: LessonJob = { kind: 'lesson', userId, at: now() };
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: commandsQueueUrl,
      MessageBody: JSON.stringify(job),
      MessageGroupId: jobGroups.person({ team: teamId, user: userId }),
    }),
  );
}

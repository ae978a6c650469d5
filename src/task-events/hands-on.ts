import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { jobGroups } from '../front-door/job.ts';
import { type LessonJob, type LessonRecord, lessonNames } from '../hands-on/lesson.ts';
import { isIdle } from '../hands-on/progress.ts';
import type { LessonStore } from '../hands-on/store.ts';
import type { World } from './deps.ts';

/** What of a batch of events may change somebody's lesson. */
interface LessonNews {
  /** Clusters and repositories of the hands-on in which something happened. */
  readonly names: ReadonlySet<string>;
  /** A minute has passed. */
  readonly sweep: boolean;
}

const ofHandsOn = /^(?:hands-on|hello-world)/;

/** Reads it from the bodies of the events queue's messages; what is no event says nothing. */
export function lessonNews(bodies: readonly string[]): LessonNews {
  const events = bodies.map(read);
  const names = events.flatMap(({ source, detail }) =>
    source === 'aws.ecr' ? [detail?.['repository-name']] : [nameIn(detail?.clusterArn)],
  );
  return {
    names: new Set(names.filter((name) => typeof name === 'string').filter((name) => ofHandsOn.test(name))),
    sweep: events.some(({ 'detail-type': type }) => type === 'Sweep'),
  };
}

interface Event {
  readonly source?: unknown;
  readonly 'detail-type'?: unknown;
  readonly detail?: Readonly<Record<string, unknown>> | null;
}

function read(body: string): Event {
  try {
    return (JSON.parse(body) as Event | null) ?? {};
  } catch {
    return {};
  }
}

function nameIn(arn: unknown): string | undefined {
  return typeof arn === 'string' ? arn.split('/').at(-1) : undefined;
}

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

import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { jobGroups } from '../front-door/job.ts';
import { type HandsOnJob, type HandsOnRecord, handsOnNames } from '../hands-on/hands-on.ts';
import { isIdle } from '../hands-on/progress.ts';
import type { HandsOnStore } from '../hands-on/store.ts';
import type { Deps } from './deps.ts';
import { eventOf } from './ecs-events.ts';

/** What in a batch of events may change somebody's hands-on. */
interface HandsOnNews {
  /** Hands-on clusters and repositories in which something happened. */
  readonly names: ReadonlySet<string>;
  /** A minute has passed. */
  readonly sweep: boolean;
}

const ofHandsOn = /^(?:hands-on|hello-world)/;

/** Reads it from the bodies of the events queue's messages; a body that is not an event is ignored. */
export function handsOnNews(bodies: readonly string[]): HandsOnNews {
  const events = bodies.flatMap((body) => eventOf(body) ?? []);
  const names = events.flatMap(({ source, detail }) =>
    source === 'aws.ecr' ? [detail['repository-name']] : [nameIn(detail.clusterArn)],
  );
  return {
    names: new Set(names.filter((name) => typeof name === 'string').filter((name) => ofHandsOn.test(name))),
    sweep: events.some(({ 'detail-type': type }) => type === 'Sweep'),
  };
}

function nameIn(arn: unknown): string | undefined {
  return typeof arn === 'string' ? arn.split('/').at(-1) : undefined;
}

export interface CheckDeps {
  readonly store: Pick<HandsOnStore, 'watched' | 'load' | 'save'>;
  readonly sqs: SQSClient;
  readonly commandsQueueUrl: string;
  /** The workspace of the learners. */
  readonly teamId: string;
  readonly now: () => number;
  readonly logger: Pick<Deps['logger'], 'warn'>;
}

/**
 * Has the worker check the hands-on that the news may concern. The check goes into the learner's own group of the commands queue, so that it and what
 * the learner types are handled one after the other, and nobody else edits the message in the meantime. Never rejects: the next sweep checks again.
 */
export async function queueChecks(deps: CheckDeps, { names, sweep }: HandsOnNews): Promise<void> {
  if (names.size === 0 && !sweep) return;
  const { store, now, logger } = deps;
  try {
    for (const userId of await store.watched()) {
      const record = await store.load(userId);
      if (record === undefined) continue;
      if (isIdle(record, 'event', now())) await store.save(record, false);
      else if (isConcerned(record, names) || (sweep && !isIdle(record, 'sweep', now()))) {
        await queueCheck(deps, userId);
      }
    }
  } catch (error) {
    logger.warn('The hands-on could not be checked', { error: error as Error });
  }
}

function isConcerned({ place }: HandsOnRecord, names: ReadonlySet<string>): boolean {
  const { cluster, repository } = handsOnNames(place);
  return names.has(cluster) || names.has(repository);
}

async function queueCheck({ sqs, commandsQueueUrl, teamId, now }: CheckDeps, userId: string): Promise<void> {
  const job: HandsOnJob = { kind: 'lesson', userId, at: now() };
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: commandsQueueUrl,
      MessageBody: JSON.stringify(job),
      MessageGroupId: jobGroups.person({ team: teamId, user: userId }),
    }),
  );
}

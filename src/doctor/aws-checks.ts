import { DescribeRuleCommand, ResourceNotFoundException } from '@aws-sdk/client-eventbridge';
import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, QueueDoesNotExist } from '@aws-sdk/client-sqs';
import type { Heartbeats } from '../store/stores.ts';
import type { DoctorDeps, DoctorQueue, Finding } from './check.ts';

/** AWS's date is in whole seconds, and its answer takes time to arrive. */
const fineSeconds = 5;
/** A command that waited for two minutes changes nothing: with a clock this wrong, no command would, or outdated ones would. */
const mostSeconds = 60;

/** Does this Lambda's clock agree with AWS's, going by the `Date` of an SQS answer? */
export async function checkClock({ sqs, queues, now }: DoctorDeps): Promise<Finding[]> {
  const [queue] = queues;
  if (queue === undefined) return [];
  const command = new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ['QueueArn'] });
  let theirs = Number.NaN;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers = {} } = result.response as { readonly headers?: Readonly<Record<string, string>> };
      theirs = Date.parse(headers.date ?? '');
      return result;
    },
    { step: 'deserialize' },
  );
  const before = now();
  await sqs.send(command);
  // Whole seconds hide half a second on average.
  const ours = (before + now()) / 2 - 500;
  return [clockFinding(Math.round((ours - theirs) / 1000))];
}

/** @param seconds by which ours is ahead */
function clockFinding(seconds: number): Finding {
  if (Number.isNaN(seconds)) return { level: 'WARN', code: 'clockUnknown' };
  const off = Math.abs(seconds);
  if (off <= fineSeconds) return { level: 'OK', code: 'clockRight', seconds };
  return { level: off > mostSeconds ? 'FAIL' : 'WARN', code: 'clockOff', seconds };
}

/** Both queues may run 8 at a time (`maximumConcurrency` in serverless.yml); the front door and the rest of the account need some too. */
const enough = 18;

/** Can enough functions run at the same time in this account? `aws lambda get-account-settings`; a new account may have 10 in all. */
export async function checkConcurrency({ lambda }: DoctorDeps): Promise<Finding[]> {
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
  const limit = AccountLimit?.UnreservedConcurrentExecutions ?? AccountLimit?.ConcurrentExecutions ?? 0;
  return [
    limit < enough
      ? { level: 'WARN', code: 'concurrencyLow', limit }
      : { level: 'OK', code: 'concurrencyEnough', limit },
  ];
}

/** The sweep runs once a minute, its record may be a minute older, and a queue may be slow. */
const sweepMs = 5 * 60_000;

/**
 * Do events reach the function? A sweep that arrives proves rule, queue and function; if there is still nothing from ECS, the account is quiet, or
 * the one rule for ECS is at fault.
 */
export async function checkHeartbeat({ readHeartbeats, now }: DoctorDeps): Promise<Finding[]> {
  return heartbeatFindings(await readHeartbeats(), now());
}

function heartbeatFindings({ event, sweep }: Heartbeats, now: number): Finding[] {
  const age = (at: number) => ({ at, ageMs: Math.max(0, now - at) });
  return [
    sweep === undefined
      ? { level: 'WARN', code: 'sweepNever' }
      : now - sweep > sweepMs
        ? { level: 'FAIL', code: 'sweepLate', ...age(sweep) }
        : { level: 'OK', code: 'sweepHeard', ...age(sweep) },
    event === undefined
      ? { level: 'WARN', code: 'eventNever' }
      : { level: 'OK', code: 'eventHeard', ...age(event) },
  ];
}

/** Do messages move through the queues, and are the dead-letter queues empty? `aws sqs get-queue-attributes`; the counts are approximate. */
export async function checkQueues({ sqs, queues }: DoctorDeps): Promise<Finding[]> {
  return Promise.all(
    queues.map(async (queue): Promise<Finding> => {
      try {
        const { Attributes } = await sqs.send(
          new GetQueueAttributesCommand({
            QueueUrl: queue.url,
            AttributeNames: ['ApproximateNumberOfMessages'],
          }),
        );
        return queueFinding(queue, Number(Attributes?.ApproximateNumberOfMessages ?? 0));
      } catch (error) {
        if (error instanceof QueueDoesNotExist)
          return { level: 'FAIL', code: 'queueGone', queue: nameOf(queue) };
        throw error;
      }
    }),
  );
}

function queueFinding(given: DoctorQueue, waiting: number): Finding {
  const queue = nameOf(given);
  if (given.most === 0) {
    return waiting === 0
      ? { level: 'OK', code: 'deadLettersNone', queue }
      : { level: 'WARN', code: 'deadLetters', queue, waiting };
  }
  return waiting > given.most
    ? { level: 'WARN', code: 'queueLong', queue, waiting }
    : { level: 'OK', code: 'queueFlows', queue, waiting };
}

function nameOf({ url }: DoctorQueue): string {
  return url.split('/').at(-1) ?? url;
}

/** Do the rules that feed the events queue exist, and are they enabled? `aws events describe-rule --name …` */
export async function checkRules({ eventBridge, rules }: DoctorDeps): Promise<Finding[]> {
  return Promise.all(
    rules.map(async (rule): Promise<Finding> => {
      try {
        const { State } = await eventBridge.send(new DescribeRuleCommand({ Name: rule }));
        return State === 'DISABLED'
          ? { level: 'FAIL', code: 'ruleDisabled', rule }
          : { level: 'OK', code: 'ruleEnabled', rule };
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return { level: 'FAIL', code: 'ruleGone', rule };
        throw error;
      }
    }),
  );
}

/** Do the tables answer a read? */
export async function checkTables({ tables }: DoctorDeps): Promise<Finding[]> {
  return Promise.all(
    tables.map(async ({ name, read }): Promise<Finding> => {
      try {
        await read();
        return { level: 'OK', code: 'tableAnswers', table: name };
      } catch (error) {
        if (error instanceof Error && error.name === 'ResourceNotFoundException')
          return { level: 'FAIL', code: 'tableGone', table: name };
        throw error;
      }
    }),
  );
}

import { createAccount } from '../../../infra/local/account.ts';
import { realClock } from '../../../infra/local/clock.ts';
import { type Certificate, startTlsService } from '../lambda/tls.ts';

/** Something that reached a stand-in. */
interface Arrival {
  /** `performance.now()` once the whole body was there. */
  readonly at: number;
  readonly body: string;
}

/** Stand-ins of AWS and Slack on loopback, each behind TLS of its own as every real host is. */
export type Hosts = Awaited<ReturnType<typeof startHosts>>;

export const teamId = 'T0BENCH00';
export const signingSecret = 'the signing secret of the bench';
const account = { accountId: '123456789012', region: 'eu-west-1' };

/**
 * ECS answers as the local ECS does with its seeds, each question from memory once it was asked. DynamoDB keeps what it was last given for each key;
 * the conditions of the reading that is kept hold.
 */
export async function startHosts(certificate: Certificate) {
  const { ecs: localEcs } = createAccount({ ...account, clock: realClock, speed: 1, onEvent() {} });
  const { actions } = localEcs.service;
  const known = new Map<string, string>();
  const ecs = await startTlsService(certificate, async ({ action, body }) => {
    const question = action + body;
    const answer = known.get(question) ?? wireJson(await actions[action]?.(JSON.parse(body)));
    known.set(question, answer);
    return answer;
  });

  const items = new Map<string, object>();
  const dynamodb = await startTlsService(certificate, ({ action, body }) => {
    const { Key, Item } = JSON.parse(body);
    if (action === 'PutItem') items.set(keyOf(Item), Item);
    else if (action !== 'GetItem') throw new Error(`The bench's DynamoDB has no ${action}.`);
    const found = action === 'GetItem' ? items.get(keyOf(Key)) : undefined;
    return found === undefined ? {} : { Item: found };
  });

  const ssm = await startTlsService(certificate, ({ body }) => {
    const { Name } = JSON.parse(body);
    return { Parameter: { Name, Value: Name === 'signing-secret' ? signingSecret : 'xoxb-bench' } };
  });
  const queued = mailbox('job');
  const sqs = await startTlsService(certificate, ({ body }) => {
    queued.put(JSON.parse(body).MessageBody);
    return { MessageId: crypto.randomUUID() };
  });
  const slack = await startTlsService(certificate, ({ path }) =>
    path === '/api/users.info'
      ? { ok: true, user: { id: 'U1', team_id: teamId, locale: 'en-US', tz: 'Europe/Berlin' } }
      : { ok: true, team_id: teamId, user_id: 'U0BOT', bot_id: 'B0BOT' },
  );
  const answered = mailbox('message');
  const hooks = await startTlsService(certificate, ({ body }) => {
    answered.put(body);
    return 'ok';
  });

  return {
    ecs,
    dynamodb,
    ssm,
    sqs,
    slack,
    hooks,
    /** What the queue was given. */
    takeJob: queued.take,
    /** What a response_url was given. */
    takeMessage: answered.take,
    /** Nobody has asked for minutes: the table has no fresh reading of Slack's directory. */
    forget: () => items.clear(),
    close() {
      for (const host of [ecs, dynamodb, ssm, sqs, slack, hooks]) host.close();
    },
  };
}

function keyOf({ pk, sk }: Readonly<Record<string, unknown>>): string {
  return JSON.stringify([pk, sk]);
}

/** Dates as ECS sends them: epoch seconds. */
function wireJson(value: unknown): string {
  return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key, member) {
    const raw = this[key];
    return raw instanceof Date ? raw.getTime() / 1000 : member;
  });
}

/** Keeps the last message until it is taken. */
function mailbox(what: string) {
  let last: Arrival | undefined;
  return {
    put(body: string) {
      last = { at: performance.now(), body };
    },
    take(): Arrival {
      const taken = last;
      last = undefined;
      if (taken === undefined) throw new Error(`No ${what} arrived.`);
      return taken;
    },
  };
}

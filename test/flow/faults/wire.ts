import type { SlackSink } from '../../helpers/slack-sink.ts';
import {
  ConnectionCut,
  type Host,
  type SimulatedAnswer,
  type SimulatedRequest,
} from '../../simulation/network.ts';
import type { Call, Damage } from './cases.ts';
import type { FaultWorld } from './fault-world.ts';

interface Wire {
  /** What the worker takes for AWS and for Slack. */
  readonly host: Host;
  /** The requests of each point that came through, first attempts only. */
  readonly calls: Call[];
  /** A job's delivery begins: occurrences count anew. */
  begin(step: number, delivery: number): void;
  /** What becomes of a request; undefined leaves it alone. */
  damage: (call: Call) => Damage | undefined;
  /** Told of a request that took effect, before its answer goes back. */
  taken: (call: Call, body: string) => Promise<void> | void;
}

interface WireOptions {
  readonly world: FaultWorld['world'];
  readonly sink: SlackSink;
  readonly kill: () => void;
}

/** What stands between one worker and AWS and Slack: sees each request, and does to it what a case wants. */
export function createWire({ world, sink, kill }: WireOptions): Wire {
  const calls: Call[] = [];
  /** Of one delivery: how often each name came, and the point of each of the SDK's invocations. */
  let counts = new Map<string, number>();
  let points = new Map<string, string>();
  let place = { step: 0, delivery: 0 };

  async function host(request: SimulatedRequest): Promise<SimulatedAnswer> {
    const { url, headers, body } = request;
    const { service, name, writes } = nameCall(url.pathname, headers, body);
    const call = { ...place, ...occurrence(name, headers), writes };
    if (call.attempt === 1) calls.push(call);
    const damage = wire.damage(call);
    if (damage === 'silent') return new Promise(() => {});
    if (damage === 'killedBefore') kill();
    if (damage === 'killedBefore' || damage === 'unheard') throw new ConnectionCut('socket hang up');
    if (damage === 'throttled' || damage === 'error' || damage === 'refused') {
      const { status, body: said, headers: more } = faultAnswer(service, damage);
      const type = { 'content-type': 'application/json' };
      return { status, headers: { ...type, ...more }, body: JSON.stringify(said) };
    }
    const answer =
      service === 'slack'
        ? await sink.take({ path: url.pathname, headers, body })
        : await world.send({ ...request, url: awsUrl(url), body: hurry(name, body) });
    if (answer.status === 200) await wire.taken(call, body);
    if (damage === 'killedAfter') kill();
    if (damage === 'killedAfter' || damage === 'lost') throw new ConnectionCut('socket hang up');
    return answer;
  }

  function occurrence(
    name: string,
    headers: SimulatedRequest['headers'],
  ): { point: string; attempt: number } {
    const invocation = String(headers['amz-sdk-invocation-id'] ?? '');
    const attempt = Number(/attempt=(\d)/.exec(String(headers['amz-sdk-request']))?.[1] ?? 1);
    const known = points.get(invocation);
    if (known !== undefined) return { point: known, attempt };
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    const point = `${name} ${nth}`;
    if (invocation !== '') points.set(invocation, point);
    return { point, attempt };
  }

  const wire: Wire = {
    host,
    calls,
    begin(step, delivery) {
      place = { step, delivery };
      counts = new Map();
      points = new Map();
    },
    damage: () => undefined,
    taken: () => undefined,
  };
  return wire;
}

const awsUrl = ({ pathname, search }: URL) => new URL(pathname + search, 'http://aws.simulated');

/** What would be waited for comes at once: a job that is given back, and the end of a change's time. */
function hurry(name: string, body: string): string {
  if (name.startsWith('sqs ChangeMessageVisibility')) {
    return JSON.stringify({ ...JSON.parse(body), VisibilityTimeout: 0 });
  }
  if (name !== 'scheduler CreateSchedule') return body;
  const soon = new Date(Date.now() + 1500).toISOString().slice(0, 19);
  return JSON.stringify({ ...JSON.parse(body), ScheduleExpression: `at(${soon})` });
}

interface NamedCall {
  readonly service: string;
  readonly name: string;
  readonly writes: boolean;
}

interface DynamoKey {
  readonly pk?: { readonly S: string };
  readonly sk?: { readonly S: string };
}

const reads = /^(Get|Describe|List|Query)|^(users\.info|usergroups\.users\.list|chat\.getPermalink)$/;

/** What a request of the worker is, from what stands on the wire: the ids in it go, so that two runs name alike. */
function nameCall(url: string, headers: SimulatedRequest['headers'], body: string): NamedCall {
  if (headers.authorization?.startsWith('AWS4')) {
    const [, , , service = ''] = /Credential=([^ ,]+)/.exec(headers.authorization)?.[1]?.split('/') ?? [];
    const target = headers['x-amz-target'];
    const action = typeof target === 'string' ? target.slice(target.indexOf('.') + 1) : 'CreateSchedule';
    const detail =
      service === 'dynamodb' ? ` ${recordName(body)}` : service === 'sqs' ? ` ${queueName(body)}` : '';
    return { service, name: `${service} ${action}${detail}`, writes: !reads.test(action) };
  }
  const method = url.startsWith('/api/') ? url.slice('/api/'.length) : 'response_url';
  return { service: 'slack', name: `slack ${method}`, writes: !reads.test(method) };
}

/** `audit change#…/intent`. */
function recordName(body: string): string {
  const { TableName, Key, Item, IndexName } = JSON.parse(body) as {
    readonly TableName: string;
    readonly Key?: DynamoKey;
    readonly Item?: DynamoKey;
    readonly IndexName?: string;
  };
  const { pk, sk } = Key ?? Item ?? {};
  const table = TableName.endsWith('-audit') ? 'audit' : 'table';
  return `${table} ${IndexName ?? `${pk?.S.replace(/#[^#]+/, '#…')}/${sk?.S}`}`;
}

function queueName(body: string): string {
  const { QueueUrl } = JSON.parse(body) as { readonly QueueUrl: string };
  return QueueUrl.endsWith('-events') ? 'events' : 'commands';
}

interface FaultAnswer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What each service says when it throttles. */
const throttled: Readonly<Record<string, FaultAnswer>> = {
  dynamodb: {
    status: 400,
    body: { __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException' },
  },
  sqs: {
    status: 400,
    body: { __type: 'com.amazonaws.sqs#RequestThrottled' },
    headers: { 'x-amzn-query-error': 'RequestThrottled;Sender' },
  },
  scheduler: { status: 429, body: { __type: 'ThrottlingException' } },
  slack: { status: 429, body: { ok: false, error: 'ratelimited' }, headers: { 'retry-after': '1' } },
};

/** The answer of a service that throttles, fails or refuses. */
function faultAnswer(service: string, damage: 'throttled' | 'error' | 'refused'): FaultAnswer {
  if (damage === 'throttled')
    return throttled[service] ?? { status: 400, body: { __type: 'ThrottlingException' } };
  if (damage === 'refused')
    return { status: 400, body: { __type: 'InvalidParameterException', message: 'No.' } };
  if (service === 'slack') return { status: 500, body: {} };
  return { status: 500, body: { __type: 'InternalServerError' } };
}

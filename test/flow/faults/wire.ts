import type { SlackSink } from '../../helpers/slack-sink.ts';
import {
  ConnectionCut,
  type Host,
  type SimulatedAnswer,
  type SimulatedRequest,
} from '../../simulation/network.ts';
import { failedAnswer, nameRequest, refusedAnswer, throttledAnswer } from '../../simulation/requests.ts';
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
    const { service, name, writes } = nameCall(request);
    const call = { ...place, ...occurrence(name, headers), writes };
    if (call.attempt === 1) calls.push(call);
    const damage = wire.damage(call);
    if (damage === 'silent') return new Promise(() => {});
    if (damage === 'killedBefore') kill();
    if (damage === 'killedBefore' || damage === 'unheard') throw new ConnectionCut('socket hang up');
    if (damage === 'throttled') return throttledAnswer(service);
    if (damage === 'error') return failedAnswer(service);
    if (damage === 'refused') return refusedAnswer;
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

/** What a request of these services is about, by its body. */
const objects: Readonly<Record<string, (body: string) => string>> = { dynamodb: recordName, sqs: queueName };

/** What a request of the worker is, from what stands on the wire: the ids in it go, so that two runs name alike. */
function nameCall(request: SimulatedRequest): NamedCall {
  const { service, action, writes } = nameRequest(request);
  const what = objects[service]?.(request.body);
  return { service, name: [service, action, what].filter((part) => part !== undefined).join(' '), writes };
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

import { Agent, createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Call, Damage } from './cases.ts';

interface Wire {
  readonly url: string;
  /** The requests of each point that came through, first attempts only. */
  readonly calls: Call[];
  /** A job's delivery begins: occurrences count anew. */
  begin(step: number, delivery: number): void;
  /** What becomes of a request; undefined leaves it alone. */
  damage: (call: Call) => Damage | undefined;
  /** Told of a request that took effect, before its answer goes back. */
  taken: (call: Call, body: string) => Promise<void> | void;
  close(): void;
}

interface WireOptions {
  readonly awsUrl: string;
  readonly slackUrl: string;
  readonly kill: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What stands between one worker and AWS and Slack: sees each request, and does to it what a case wants. */
export async function startWire({ awsUrl, slackUrl, kill }: WireOptions): Promise<Wire> {
  const agent = new Agent({ keepAlive: true });
  const calls: Call[] = [];
  /** Of one delivery: how often each name came, and the point of each of the SDK's invocations. */
  let counts = new Map<string, number>();
  let points = new Map<string, string>();
  let place = { step: 0, delivery: 0 };

  const server = createServer(async (incoming, response) => {
    try {
      const body = await readText(incoming);
      const { headers, url = '/' } = incoming;
      const { service, name, writes } = nameCall(url, headers, body);
      const call = { ...place, ...occurrence(name, headers), writes };
      if (call.attempt === 1) calls.push(call);
      const damage = wire.damage(call);
      if (damage === 'silent') return;
      if (damage === 'killedBefore') await kill();
      if (damage === 'killedBefore' || damage === 'unheard') return incoming.socket.destroy();
      if (damage === 'throttled' || damage === 'error' || damage === 'refused') {
        const answer = faultAnswer(service, damage);
        response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
        return response.end(JSON.stringify(answer.body));
      }
      const upstream = service === 'slack' ? slackUrl : awsUrl;
      const answer = await forward(agent, new URL(url, upstream), incoming, hurry(name, body));
      if (answer.status === 200) await wire.taken(call, body);
      if (damage === 'killedAfter') await kill();
      if (damage === 'killedAfter' || damage === 'lost') return incoming.socket.destroy();
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body);
    } catch {
      // The worker was killed, or the world ends.
      incoming.socket.destroy();
    }
  });

  function occurrence(name: string, headers: IncomingHttpHeaders): { point: string; attempt: number } {
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

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const wire: Wire = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    begin(step, delivery) {
      place = { step, delivery };
      counts = new Map();
      points = new Map();
    },
    damage: () => undefined,
    taken: () => undefined,
    close() {
      agent.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
  return wire;
}

/** What would be waited for comes at once: a job that is given back, and the end of a change's time. */
function hurry(name: string, body: string): string {
  if (name.startsWith('sqs ChangeMessageVisibility')) {
    return JSON.stringify({ ...JSON.parse(body), VisibilityTimeout: 0 });
  }
  if (name !== 'scheduler CreateSchedule') return body;
  const soon = new Date(Date.now() + 1500).toISOString().slice(0, 19);
  return JSON.stringify({ ...JSON.parse(body), ScheduleExpression: `at(${soon})` });
}

function forward(
  agent: Agent,
  url: URL,
  { method, headers }: IncomingMessage,
  body: string,
): Promise<Answer> {
  const { connection: _, host: __, ...kept } = headers;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method, agent, headers: { ...kept, 'content-length': Buffer.byteLength(body) } },
      async (incoming) => {
        const { 'transfer-encoding': ___, ...answered } = incoming.headers;
        resolve({ status: incoming.statusCode ?? 0, headers: answered, body: await readText(incoming) });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
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
function nameCall(url: string, headers: IncomingHttpHeaders, body: string): NamedCall {
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

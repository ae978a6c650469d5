import type { SimulatedAnswer, SimulatedRequest } from './network.ts';

/** What a request of the bot asks of whom. */
export interface NamedRequest {
  /** `ecs`, `dynamodb`, `sqs`, `scheduler`, `application-autoscaling`, …, as its signature names it; `slack`. */
  readonly service: string;
  /** `UpdateService`, `chat.postMessage`, `response_url`. */
  readonly action: string;
  readonly writes: boolean;
}

const reading =
  /^(Get|Describe|List|Query|Batch[GC])|^(users\.info|usergroups\.users\.list|chat\.getPermalink)$/;

/** Which service a request is for, and what it asks. EventBridge Scheduler is asked by path, all others by `X-Amz-Target`. */
export function nameRequest({
  method,
  url,
  headers,
}: Pick<SimulatedRequest, 'method' | 'url' | 'headers'>): NamedRequest {
  const named = (service: string, action: string) => ({ service, action, writes: !reading.test(action) });
  const { authorization } = headers;
  if (authorization?.startsWith('AWS4') !== true) {
    const { pathname } = url;
    return named('slack', pathname.startsWith('/api/') ? pathname.slice('/api/'.length) : 'response_url');
  }
  const [, , , service = 'other'] = /Credential=([^ ,]+)/.exec(authorization)?.[1]?.split('/') ?? [];
  const target = headers['x-amz-target'];
  if (target === undefined) return named(service, method === 'GET' ? 'GetSchedule' : 'CreateSchedule');
  return named(service, target.slice(target.indexOf('.') + 1));
}

/** What each service says when it throttles. */
export function throttledAnswer(service: string): SimulatedAnswer {
  if (service === 'slack') return json(429, { ok: false, error: 'ratelimited' }, { 'retry-after': '2' });
  if (service === 'scheduler') return json(429, { __type: 'ThrottlingException' });
  if (service === 'sqs') {
    const header = { 'x-amzn-query-error': 'RequestThrottled;Sender' };
    return json(400, { __type: 'com.amazonaws.sqs#RequestThrottled' }, header);
  }
  if (service !== 'dynamodb') return json(400, { __type: 'ThrottlingException' });
  return json(400, { __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException' });
}

/** What each service says when something in it fails. */
export function failedAnswer(service: string): SimulatedAnswer {
  return json(500, service === 'slack' ? {} : { __type: 'InternalServerError' });
}

/** What AWS says to a request that it does not take. */
export const refusedAnswer: SimulatedAnswer = json(400, {
  __type: 'InvalidParameterException',
  message: 'No.',
});

function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): SimulatedAnswer {
  const type = { 'content-type': 'application/json' };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(body) };
}

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
export function faultAnswer(service: string, damage: 'throttled' | 'error' | 'refused'): FaultAnswer {
  if (damage === 'throttled')
    return throttled[service] ?? { status: 400, body: { __type: 'ThrottlingException' } };
  if (damage === 'refused')
    return { status: 400, body: { __type: 'InvalidParameterException', message: 'No.' } };
  if (service === 'slack') return { status: 500, body: {} };
  return { status: 500, body: { __type: 'InternalServerError' } };
}

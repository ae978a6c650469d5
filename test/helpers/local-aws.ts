import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { startAws } from '../../infra/local/aws/endpoint.ts';
import type { AwsService, QueryService, RestService } from '../../infra/local/aws/protocols.ts';
import { createSsm } from '../../infra/local/ssm/ssm.ts';
import { clientOf } from './sdk.ts';

const place = { accountId: '123456789012', region: 'eu-west-1' };

/** The local AWS on a free port, the clients of the real SDK that point to it, and every request that it answered. */
export async function startTestAws(services: readonly (AwsService | RestService | QueryService)[] = []) {
  const clock = { now: () => Date.now(), after: () => () => undefined };
  const requests: { service: string; action: string; status: number }[] = [];
  const aws = await startAws({
    port: 0,
    ...place,
    services: [createSsm({ clock, ...place }), ...services],
    onRequest: (request) => requests.push(request),
  });
  const client = { ...clientOf(aws.url, place.region), maxAttempts: 1 };
  return {
    aws,
    ...place,
    client,
    requests,
    sqs: new SQSClient(client),
    ssm: new SSMClient(client),
    dynamodb: new DynamoDBClient(client),
  };
}

import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { WebClient } from '@slack/web-api';
import { onTestFinished } from 'vitest';
import { startAws } from '../../infra/local/aws/endpoint.ts';
import type { SlackOptions } from '../../infra/local/slack/world.ts';
import { webClientOptions } from '../../src/slack/client.ts';
import { slackDirectory } from '../../src/slack/directory.ts';
import { sharedReadings } from '../../src/store/shared-readings.ts';
import { botToken, silentLogger, startTestSlack } from './local-slack.ts';
import { clientOf, createTable } from './sdk.ts';

/** The directory over a local Slack and a local DynamoDB, on a clock that the test moves. `instance` is another Lambda. */
export async function startDirectory(options: Partial<SlackOptions> = {}) {
  const { slack, clock } = await startTestSlack(options);
  const calls: string[] = [];
  const web = new WebClient(botToken, {
    ...webClientOptions(fetch, slack.apiUrl),
    logger: silentLogger,
    fetch: (input, init) => {
      calls.push(String(input).replace(slack.apiUrl, ''));
      return fetch(input, init);
    },
  });
  const place = { accountId: '111122223333', region: 'us-west-2' };
  const aws = await startAws({ port: 0, ...place, services: [] });
  onTestFinished(() => aws.close());
  const client = clientOf(aws.url, place.region);
  const table = await createTable(client);
  const dynamodb = new DynamoDBClient(client);
  const now = () => clock.now();
  const readings = sharedReadings(table, now);
  const instance = () =>
    slackDirectory({ web, readings: sharedReadings(table, now), teamId: 'T0LOCAL', now });
  return {
    slack,
    web,
    clock,
    readings,
    calls,
    instance,
    table,
    directory: instance(),
    async record(key: string) {
      const Key = { pk: { S: key }, sk: { S: 'reading' } };
      return (await dynamodb.send(new GetItemCommand({ TableName: 'table', Key }))).Item;
    },
  };
}

import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { onTestFinished } from 'vitest';
import { createEvents, type RuleState } from '../../infra/local/events/bus.ts';
import { createLambda } from '../../infra/local/lambda/functions.ts';
import type { DoctorDeps } from '../../src/doctor/check.ts';
import { startTestAws } from './local-aws.ts';

/** A bot that is well, in an account and a workspace of its own; each call goes over the wire to the local AWS. */
export async function startTestPatient(account = { concurrency: 1000 }): Promise<DoctorDeps> {
  const rules: RuleState[] = [{ name: 'sweep', scheduleExpression: 'rate(1 minute)', state: 'ENABLED' }];
  const events = createEvents({ accountId: '123456789012', region: 'eu-west-1', rules: () => rules });
  const { aws, sqs, ssm, client } = await startTestAws([events, createLambda(account)]);
  onTestFinished(() => aws.close());
  await ssm.send(new PutParameterCommand({ Name: '/token', Type: 'SecureString', Value: 'xoxb-1' }));
  for (const QueueName of ['commands', 'commands-dead'])
    await sqs.send(new CreateQueueCommand({ QueueName }));
  return {
    ssm,
    sqs,
    tokenParameter: '/token',
    scopes: ['commands'],
    teamId: 'T1',
    defaultChannel: 'C1',
    passesRoles: true,
    alarmTopic: '',
    slack: {
      whoAmI: async () => ({ teamId: 'T1', team: 'Shop', scopes: ['commands'] }),
      knowsChannel: async () => true,
      unknownIds: async () => ({ unknown: [], unasked: 0 }),
    },
    probes: [{ action: 'ecs:ListClusters', run: async () => ({}) }],
    untried: ['sqs:SendMessage'],
    eventBridge: new EventBridgeClient(client),
    lambda: new LambdaClient(client),
    rules: ['sweep'],
    readHeartbeats: async () => ({ event: Date.now(), sweep: Date.now() }),
    queues: [
      { url: aws.queueUrl('commands'), most: 2 },
      { url: aws.queueUrl('commands-dead'), most: 0 },
    ],
    tables: [{ name: 'table', read: async () => undefined }],
    access: { type: 'policy', policy: { reads: 'members', grants: [grant(['U1'])] } },
    now: Date.now,
  };
}

/** A grant to these. */
function grant(who: readonly string[]) {
  return { name: 'grant', who, may: ['change'], on: ['*'] };
}

import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as events from '@aws-sdk/client-eventbridge';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssm from '@aws-sdk/client-ssm';
import { expect, test } from 'vitest';
import { root } from '../../infra/deploy/root.ts';
import { readService } from '../../infra/local/lambda/read-service.ts';
import type { TemplateObject } from '../../infra/local/lambda/service-definition.ts';

const sdks: Record<string, object> = { dynamodb, ecr, ecs, events, logs, sqs, ssm };
const service = readService({ root, stage: 'prod', region: 'eu-west-1', params: {} });
const roles = Object.entries(service.resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');

function statementsOf(role: string) {
  const policies = service.resources[role]!.Properties.Policies as unknown as TemplateObject[];
  return policies.flatMap(
    ({ PolicyDocument }) => (PolicyDocument as TemplateObject).Statement as unknown as TemplateObject[],
  );
}
const actionsOf = ({ Action }: TemplateObject) => [Action].flat() as string[];

test('each function has a role of its own, and there is no other role', () => {
  expect(service.functions.map(({ role }) => role).sort()).toEqual(roles.map(([id]) => id).sort());
});

test.each(roles.map(([id]) => id))('%s names actions one by one, and each is an action', (role) => {
  const actions = statementsOf(role).flatMap(actionsOf);
  for (const action of actions) {
    const [name = '', operation] = action.split(':');
    expect(sdks[name], action).toHaveProperty(`${operation}Command`);
  }
});

test.each(roles.map(([id]) => id))('%s may do on everything only what ECS and ECR can not narrow', (role) => {
  const onAll = statementsOf(role).filter(({ Resource }) => Resource === '*');
  for (const action of onAll.flatMap(actionsOf))
    expect(action).toMatch(/^(ecs|ecr):(List|Describe)[A-Za-z]+$/);
});

test('slack reads the signing secret, sends to the commands queue, and nothing else', () => {
  const own = statementsOf('SlackRole').filter((statement) => !actionsOf(statement)[0]?.startsWith('logs:'));
  expect(own).toEqual([
    {
      Effect: 'Allow',
      Action: 'ssm:GetParameter',
      Resource: { 'Fn::Sub': expect.stringMatching(/:parameter\/ecs-ops-bot\/prod\/slack-signing-secret$/) },
    },
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['CommandsQueue', 'Arn'] } },
  ]);
});

test.each(['WorkerRole', 'TaskEventsRole'])('%s reads the bot token only', (role) => {
  const read = statementsOf(role).filter((statement) => actionsOf(statement).includes('ssm:GetParameter'));
  expect(read.map(({ Resource }) => JSON.stringify(Resource))).toEqual([
    expect.stringMatching(/:parameter\/ecs-ops-bot\/prod\/slack-bot-token"}$/),
  ]);
});

test('a mapping has what Lambda needs to poll for it', () => {
  const needed = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
  for (const { role, sqsMappings } of service.functions) {
    for (const { queueArn } of sqsMappings) {
      const onQueue = statementsOf(role).filter(
        ({ Resource }) => JSON.stringify(Resource) === JSON.stringify(queueArn),
      );
      expect(onQueue.flatMap(actionsOf)).toEqual(expect.arrayContaining(needed));
    }
  }
});

test('the audit is append-only: the worker may put, get and query there, nobody may do anything else', () => {
  const onAudit = roles.flatMap(([role]) =>
    statementsOf(role)
      .filter(({ Resource }) => Resource === '*' || JSON.stringify(Resource).includes('AuditTable'))
      .flatMap((statement) => actionsOf(statement).map((action) => `${role} ${action}`))
      .filter((action) => action.includes('dynamodb:')),
  );
  expect(onAudit.sort()).toEqual([
    'WorkerRole dynamodb:GetItem',
    'WorkerRole dynamodb:PutItem',
    'WorkerRole dynamodb:Query',
  ]);
});

import * as autoscaling from '@aws-sdk/client-application-auto-scaling';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as events from '@aws-sdk/client-eventbridge';
import * as lambda from '@aws-sdk/client-lambda';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as sqs from '@aws-sdk/client-sqs';
import * as ssm from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { root } from '../../infra/deploy/osls.ts';
import { roleActions } from '../../infra/local/serverless/roles.ts';
import { readService } from '../../infra/local/serverless/service.ts';
import type { TemplateObject } from '../../infra/local/serverless/template.ts';

const sdks: Record<string, object> = {
  dynamodb,
  ecr,
  ecs,
  events,
  lambda,
  logs,
  scheduler,
  sqs,
  ssm,
  'application-autoscaling': autoscaling,
};
const service = readService({ root, stage: 'prod', region: 'eu-west-1', params: {} });
const roles = Object.entries(service.resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');

function statementsOf(role: string) {
  const policies = service.resources[role]!.Properties.Policies as unknown as TemplateObject[];
  return policies.flatMap(
    ({ PolicyDocument }) => (PolicyDocument as TemplateObject).Statement as unknown as TemplateObject[],
  );
}
const actionsOf = ({ Action }: TemplateObject) => [Action].flat() as string[];

test('each function has a role of its own, Scheduler has one, and there is no other role', () => {
  const owned = [...service.functions.map(({ role }) => role), 'SchedulerRole'];
  expect(owned.sort()).toEqual(roles.map(([id]) => id).sort());
});

test.each(roles.map(([id]) => id))('%s names actions one by one, and each is an action', (role) => {
  const actions = statementsOf(role).flatMap(actionsOf);
  for (const action of actions) {
    // What is passed on is no call of its own.
    if (action === 'iam:PassRole') continue;
    const [name = '', operation] = action.split(':');
    expect(sdks[name], action).toHaveProperty(`${operation}Command`);
  }
});

test.each(roles.map(([id]) => id))('%s may do on everything only what ECS and ECR can not narrow', (role) => {
  const onAll = statementsOf(role).filter(({ Resource }) => Resource === '*');
  for (const action of onAll.flatMap(actionsOf))
    expect(action).toMatch(
      /^(ecs|ecr|application-autoscaling):(List|Describe)[A-Za-z]+$|^lambda:GetAccountSettings$/,
    );
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

test('Scheduler may send to the commands queue and its dead letters, for this account alone', () => {
  const trust = service.resources.SchedulerRole!.Properties.AssumeRolePolicyDocument;
  expect(trust).toMatchObject({
    Statement: [
      {
        Principal: { Service: 'scheduler.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      },
    ],
  });
  expect(statementsOf('SchedulerRole')).toEqual([
    {
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: [
        { 'Fn::GetAtt': ['CommandsQueue', 'Arn'] },
        { 'Fn::GetAtt': ['EventsDeadLetterQueue', 'Arn'] },
      ],
    },
  ]);
  // Scheduler sends no deduplication id.
  expect(service.resources.CommandsQueue!.Properties.ContentBasedDeduplication).toBe(true);
});

test('the worker makes schedules of its own stage, passes on that role to Scheduler, and scales ECS alone', () => {
  const of = (action: string) => statementsOf('WorkerRole').find((each) => actionsOf(each).includes(action));
  expect(of('scheduler:CreateSchedule')?.Resource).toEqual({
    'Fn::Sub': expect.stringMatching(/:schedule\/default\/ecs-ops-bot-prod-\*$/),
  });
  expect(of('iam:PassRole')).toMatchObject({
    Resource: { 'Fn::GetAtt': ['SchedulerRole', 'Arn'] },
    Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
  });
  expect(of('application-autoscaling:RegisterScalableTarget')?.Condition).toEqual({
    StringEquals: { 'application-autoscaling:service-namespace': 'ecs' },
  });
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
      .filter(
        ({ Resource }) => Resource === '*' || /table\/ecs-ops-bot-prod-audit/.test(JSON.stringify(Resource)),
      )
      .flatMap((statement) => actionsOf(statement).map((action) => `${role} ${action}`))
      .filter((action) => action.includes('dynamodb:')),
  );
  expect(onAudit.sort()).toEqual([
    'WorkerRole dynamodb:GetItem',
    'WorkerRole dynamodb:PutItem',
    'WorkerRole dynamodb:Query',
  ]);
});

describe('what a bot may do to deployments', () => {
  const arns = 'arn:aws:iam::123456789012:role/web,arn:aws:iam::123456789012:role/ecs/*';
  const deployed = (params: Readonly<Record<string, string>>) =>
    readService({ root, stage: 'prod', region: 'eu-west-1', params });
  const passing = deployed({ 'pass-roles': arns });
  const statementsIn = (policy: string) =>
    (passing.resources[policy]!.Properties.PolicyDocument as unknown as { Statement: TemplateObject[] })
      .Statement;

  test('is the worker’s alone', () => {
    for (const policy of ['DeploymentsPolicy', 'PassRolesPolicy'])
      expect(passing.resources[policy]!.Properties.Roles).toEqual([{ Ref: 'WorkerRole' }]);
  });

  test('registers task definitions, tags what it registers and nothing else, answers and stops deployments', () => {
    expect(statementsIn('DeploymentsPolicy')).toEqual([
      {
        Effect: 'Allow',
        Action: ['ecs:StopServiceDeployment', 'ecs:ContinueServiceDeployment'],
        Resource: { 'Fn::Sub': expect.stringMatching(/:service-deployment\/\*$/) },
      },
      {
        Effect: 'Allow',
        Action: 'ecr:BatchGetImage',
        Resource: { 'Fn::Sub': expect.stringMatching(/:repository\/\*$/) },
      },
      { Effect: 'Allow', Action: 'ecs:RegisterTaskDefinition', Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'ecs:TagResource',
        Resource: { 'Fn::Sub': expect.stringMatching(/:task-definition\/\*$/) },
        Condition: { StringEquals: { 'ecs:CreateAction': 'RegisterTaskDefinition' } },
      },
    ]);
  });

  test('passes on to tasks the roles that were named, and no others', () => {
    expect(statementsIn('PassRolesPolicy')).toEqual([
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: { 'Fn::Split': [',', arns] },
        Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      },
    ]);
    expect(service.resources).not.toHaveProperty('PassRolesPolicy');
  });

  test('is nothing with --deployments=off, roles to pass or not; the service can still be scaled', () => {
    const off = deployed({ deployments: 'off', 'pass-roles': arns });
    expect(off.resources).not.toHaveProperty('DeploymentsPolicy');
    expect(off.resources).not.toHaveProperty('PassRolesPolicy');
    const [before, after] = [service, off].map((each) => roleActions(each, 'WorkerRole'));
    expect([...before!].filter((action) => !after!.has(action)).sort()).toEqual([
      'ecr:BatchGetImage',
      'ecs:ContinueServiceDeployment',
      'ecs:RegisterTaskDefinition',
      'ecs:StopServiceDeployment',
      'ecs:TagResource',
    ]);
    expect(after).toContain('ecs:UpdateService');
  });
});

describe('what a bot that is deployed for the hands-on may do beside', () => {
  const handsOn = readService({
    root,
    stage: 'prod',
    region: 'eu-west-1',
    params: {
      'hands-on': 'on',
      'hands-on-execution-role': 'arn:aws:iam::123456789012:role/hands-on-execution',
    },
  });
  const policy = handsOn.resources.HandsOnPolicy!.Properties;
  const statements = (policy.PolicyDocument as unknown as { Statement: readonly TemplateObject[] }).Statement;
  const of = (action: string) => statements.filter((each) => actionsOf(each).includes(action));
  const resourcesOf = ({ Resource }: TemplateObject) =>
    ([Resource].flat() as unknown as { 'Fn::Sub': string }[]).map((each) => each['Fn::Sub']);

  test('is the worker’s alone, and not there without it', () => {
    expect(policy.Roles).toEqual([{ Ref: 'WorkerRole' }]);
    expect(service.resources).not.toHaveProperty('HandsOnPolicy');
    const [before, after] = [service, handsOn].map((each) => roleActions(each, 'WorkerRole'));
    expect([...after!].filter((action) => !before!.has(action)).sort()).toEqual([
      'cloudformation:DescribeStacks',
      ...['ecr:CreateRepository', 'ecr:TagResource', 'ecs:CreateCluster', 'ecs:CreateService'],
      ...['ecs:DeleteCluster', 'ecs:DeleteService'],
      'iam:CreateServiceLinkedRole',
    ]);
    for (const other of ['SlackRole', 'TaskEventsRole'])
      expect(roleActions(handsOn, other)).toEqual(roleActions(service, other));
  });

  test('passes on the stack’s execution role to tasks, and no other', () => {
    expect(of('iam:PassRole')).toEqual([
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: 'arn:aws:iam::123456789012:role/hands-on-execution',
        Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      },
    ]);
  });

  test('is held to the hands-on’s names, but for the two that ECS can not narrow', () => {
    const onAll = statements.filter(({ Resource }) => Resource === '*').flatMap(actionsOf);
    expect(onAll).toEqual(['ecs:CreateCluster', 'ecs:RegisterTaskDefinition']);
    const named = statements.filter(
      (each) => each.Resource !== '*' && actionsOf(each).some((action) => /^ec[rs]:/.test(action)),
    );
    expect(named.length).toBeGreaterThan(3);
    for (const resource of named.flatMap(resourcesOf)) {
      expect(resource).toMatch(
        /:(?:repository|cluster|task-definition|service)\/(?:hands-on|hello-world)\*(?:\/|$)/,
      );
    }
    for (const resource of of('ecs:CreateService').flatMap(resourcesOf))
      expect(resource).toMatch(/\/(?:hands-on|hello-world)\*\/(?:hands-on|hello-world)\*$/);
  });
});

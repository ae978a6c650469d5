// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of CloudFormation and Serverless Framework

import { expect, test } from 'vitest';
import { roleActions } from '../../../infra/local/serverless/roles.ts';
import { readService, resolveVariables } from '../../../infra/local/serverless/service.ts';
import { evaluate, eventRules } from '../../../infra/local/serverless/stack.ts';
import { parseTemplate } from '../../../infra/local/serverless/template.ts';

const root = new URL('../../../', import.meta.url).pathname;
const stack = {
  resources: { Queue: { ref: 'http://q', attributes: { Arn: 'arn:q' } } },
  pseudo: { 'AWS::Region': 'eu-west-1' },
};
const variables = { service: 'bot', stage: 'dev', region: 'eu-west-1', params: { logs: 'U1,U2' }, root };

test('short forms and merge keys', () => {
  expect(
    parseTemplate('a: &a { x: 1, y: 2 }\nb: { <<: *a, y: !Ref Q }\nc: !GetAtt Q.Arn\nd: !Sub "${Q}"'),
  ).toEqual({
    a: { x: 1, y: 2 },
    b: { x: 1, y: { Ref: 'Q' } },
    c: { 'Fn::GetAtt': ['Q', 'Arn'] },
    d: { 'Fn::Sub': '${Q}' },
  });
});

test.each(['a: !Join [",", [x]]', 'a: !If [x, y, z]', 'a: [', 'a: !Select x'])('%s is refused', (text) => {
  expect(() => parseTemplate(text)).toThrow();
});

test('Ref, GetAtt and Sub are carried out, deep down', () => {
  const value = [
    { Ref: 'Queue' },
    { x: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
    { 'Fn::Sub': '${AWS::Region}/${Queue.Arn}/${!Left}' },
  ];
  expect(evaluate(value, stack)).toEqual(['http://q', { x: 'arn:q' }, 'eu-west-1/arn:q/${Left}']);
});

test.each([
  [{ Ref: 'Other' }, /refers to Other/],
  [{ 'Fn::GetAtt': ['Queue', 'Name'] }, /Queue.Name/],
  [{ 'Fn::Sub': '${Other.Arn}' }, /Other.Arn/],
  [{ 'Fn::Join': ['', ['a']] }, /Fn::Join/],
  [{ 'Fn::Sub': ['${x}', { x: '1' }] }, /Fn::Sub/],
])('%j can not be carried out, and says why', (value, message) => {
  expect(() => evaluate(value, stack)).toThrow(message);
});

test('variables of Serverless Framework are filled in, those of CloudFormation stay', () => {
  const text =
    "${self:service}-${sls:stage}-${opt:region, 'us-east-1'}-${param:logs}-${AWS::Region}-${Q.Arn}";
  expect(resolveVariables(text, variables)).toBe('bot-dev-eu-west-1-U1,U2-${AWS::Region}-${Q.Arn}');
});

test.each(['${env:HOME}', '${ssm:/x}', '${param:nobody}'])('%s is not known, and says so', (text) => {
  expect(() => resolveVariables(text, variables)).toThrow(text.slice(2, -1).split(':').at(-1));
});

const service = readService({ root, stage: 'dev', region: 'eu-west-1', params: { logs: 'on' } });

test('serverless.yml: functions with their own and the given settings', () => {
  expect(service.functions.map(({ name }) => name)).toEqual(['slack', 'worker', 'task-events']);
  const worker = service.functions.find(({ name }) => name === 'worker');
  expect(worker?.environment).toMatchObject({
    LOGS: 'on',
    MAX_DESIRED_COUNT: '20',
    BOT_TOKEN_PARAMETER: '/ecs-ops-bot/dev/slack-bot-token',
    TABLE_NAME: { Ref: 'Table' },
  });
  expect(worker?.sqsMappings).toEqual([
    {
      queueArn: { 'Fn::GetAtt': ['CommandsQueue', 'Arn'] },
      batchSize: 1,
      maximumConcurrency: 4,
      reportsItemFailures: true,
    },
  ]);
});

test('rules lead to queues that were made, with the pattern or the schedule', () => {
  const made = ['CommandsQueue', 'EventsQueue', 'EventsDeadLetterQueue', 'EcsEventsRule'].map(
    (id) => [id, { ref: id, attributes: { Arn: `arn:${id}` } }] as const,
  );
  const rules = eventRules(service, { resources: Object.fromEntries(made), pseudo: {} });
  expect(rules.map(({ queueUrl }) => queueUrl)).toEqual(['EventsQueue', 'EventsQueue', 'EventsQueue']);
  expect(rules.map((rule) => (rule.pattern ? 'pattern' : rule.scheduleExpression))).toEqual([
    'pattern',
    'pattern',
    'rate(1 minute)',
  ]);
});

test('a role allows the actions of all its statements', () => {
  const allowed = roleActions(service, 'SlackRole');
  expect([...allowed].sort()).toEqual([
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'sqs:SendMessage',
    'ssm:GetParameter',
  ]);
  expect(roleActions(service, 'NoRole').size).toBe(0);
});

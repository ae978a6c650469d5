import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../infra/deploy/osls.ts';
import { parameterNames } from '../../../infra/deploy/parameters.ts';
import { type Setting, settings } from '../../../infra/deploy/settings.ts';
import { eventsVariables, workerVariables } from '../../../src/config.ts';
import { readIncoming } from '../../../src/task-events/incoming.ts';
import { mostSeconds } from '../../../src/task-events/queue.ts';
import { type Deep, settings as given, type Packaged } from '../../helpers/package.ts';

/** What AWS is asked to make. */
export function template(made: Packaged): void {
  const properties = (id: string): Deep => made.resources[id]!.Properties;
  const list = (value: unknown) => (Array.isArray(value) ? (value as Deep[]) : []);
  const functionNamed = (name: string) =>
    made
      .ofType('AWS::Lambda::Function')
      .map(([, resource]) => resource.Properties)
      .find(({ FunctionName }) => String(FunctionName) === `ecs-ops-bot-prod-${name}`)!;
  const queues = ['CommandsQueue', 'EventsQueue'];
  const deadLetterQueues = ['CommandsDeadLetterQueue', 'EventsDeadLetterQueue'];

  test('the queues are encrypted, and give what fails to a dead-letter queue of their own kind', () => {
    expect(
      made
        .ofType('AWS::SQS::Queue')
        .map(([id]) => id)
        .sort(),
    ).toEqual([...deadLetterQueues, ...queues].sort());
    for (const [, queue] of made.ofType('AWS::SQS::Queue')) {
      expect(queue.Properties.SqsManagedSseEnabled).toBe(true);
    }
    for (const [index, id] of queues.entries()) {
      const { RedrivePolicy, FifoQueue } = properties(id);
      const dead = deadLetterQueues[index]!;
      expect(RedrivePolicy?.deadLetterTargetArn).toEqual({ 'Fn::GetAtt': [dead, 'Arn'] });
      expect(properties(dead).FifoQueue).toBe(FifoQueue);
      // Dead letters keep the time of their sending: kept no longer than their queue's, they would vanish at once.
      expect(Number(properties(dead).MessageRetentionPeriod)).toBe(14 * 24 * 3600);
    }
    expect(properties('CommandsQueue').RedrivePolicy?.maxReceiveCount).toBe(3);
    expect(Number(properties('EventsQueue').RedrivePolicy?.maxReceiveCount)).toBeGreaterThanOrEqual(5);
    expect(String(properties('CommandsQueue').QueueName)).toMatch(/\.fifo$/);
  });

  test('a message stays hidden for six times the time that its function has', () => {
    const mappings = made.ofType('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(2);
    for (const [, { Properties }] of mappings) {
      const queue = properties(String(list(Properties.EventSourceArn?.['Fn::GetAtt'])[0]));
      const { Timeout } = properties(String(list(Properties.FunctionName?.['Fn::GetAtt'])[0]));
      expect(Number(queue.VisibilityTimeout)).toBeGreaterThanOrEqual(6 * Number(Timeout));
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(Number(Properties.ScalingConfig?.MaximumConcurrency)).toBeGreaterThanOrEqual(2);
      // Any window can make an event wait for 20 s.
      expect(Properties.MaximumBatchingWindowInSeconds).toBeUndefined();
    }
    // A new account may have a concurrency of 10 in all: the queues leave the front door its share.
    const atOnce = mappings.map(([, { Properties }]) => Number(Properties.ScalingConfig?.MaximumConcurrency));
    expect(atOnce.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(8);
    // Reserved concurrency turns throttles into dead letters.
    for (const [, { Properties }] of made.ofType('AWS::Lambda::Function')) {
      expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
    }
  });

  test('a function that queues nudges to itself is not taken for a loop, and no other function may be one', () => {
    const allowed = made
      .ofType('AWS::Lambda::Function')
      .filter(([, { Properties }]) => String(Properties.RecursiveLoop) === 'Allow');
    expect(allowed.map(([id]) => id)).toEqual(['TaskDasheventsLambdaFunction']);
  });

  test('the records of changes outlive the stack, and a stack that finds them takes them up', () => {
    const { DeletionPolicy, Condition } = made.resources.AuditTable!;
    expect({ DeletionPolicy, Condition }).toEqual({
      DeletionPolicy: 'Retain',
      Condition: 'MakesAuditTable',
    });
    // Nothing refers to the resource, which may not be there.
    expect(made.text).not.toMatch(/"(Ref|Fn::GetAtt)":\s*(\[\s*)?"AuditTable"|\$\{AuditTable/);
  });

  test('no partition is assumed: ARNs and hosts are built of AWS::Partition and AWS::URLSuffix', () => {
    // A service's principal is the same everywhere; osls writes two ARNs of its own with AWS::Partition.
    const text = made.text
      .replaceAll(/"[a-z.-]+\.amazonaws\.com"/g, '')
      .replaceAll(String(given['alarm-topic']), '')
      .replaceAll(String(given['pass-roles']), '')
      .replaceAll('arn:aws:iam::000000000000:role/none', '')
      .replaceAll('aws-service-role/ecs.amazonaws.com/', '');
    expect(text.match(/arn:aws[^$]{0,40}|amazonaws\.[a-z.]+/g) ?? []).toEqual([]);
  });

  test('the table loses nothing: point-in-time recovery, expiry, encryption', () => {
    const table = properties('Table');
    expect(table.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled).toBe(true);
    expect(table.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
    expect(table.SSESpecification?.SSEEnabled).toBe(true);
  });

  test('logs are kept for a month, and the only door has a throttle', () => {
    expect(made.ofType('AWS::Logs::LogGroup')).toHaveLength(3);
    for (const [, { Properties }] of made.ofType('AWS::Logs::LogGroup')) {
      expect(Properties.RetentionInDays).toBe(30);
    }
    expect(made.ofType('AWS::ApiGatewayV2::Route').map(([, route]) => route.Properties.RouteKey)).toEqual([
      'POST /slack',
    ]);
    expect(Number(properties('HttpApiStage').DefaultRouteSettings?.ThrottlingRateLimit)).toBeGreaterThan(0);
  });

  test('an alarm for the dead letters and the age of both queues, what Slack is answered, and crashes of task-events', () => {
    const alarms = made.ofType('AWS::CloudWatch::Alarm').map(([, alarm]) => alarm.Properties);
    const watched = alarms.map(({ MetricName, Dimensions, Statistic }) => {
      const [, id] = /"(\w+(?:Queue|LambdaFunction)|HttpApi)"/.exec(JSON.stringify(Dimensions)) ?? [];
      return `${Statistic} ${MetricName} ${id}`;
    });
    expect(watched.sort()).toEqual(
      [
        ...deadLetterQueues.map((id) => `Maximum ApproximateNumberOfMessagesVisible ${id}`),
        ...queues.map((id) => `Maximum ApproximateAgeOfOldestMessage ${id}`),
        ...['4xx', '5xx'].map((metric) => `Sum ${metric} HttpApi`),
        'Sum Errors TaskDasheventsLambdaFunction',
      ].sort(),
    );
    // A metric of our own costs three times what an alarm does.
    expect(made.ofType('AWS::Logs::MetricFilter')).toEqual([]);
    const [prefix] = list(properties('AlarmEventsRule').EventPattern?.detail?.alarmName);
    for (const { AlarmName } of alarms) expect(String(AlarmName)).toContain(String(prefix?.prefix));
    expect(new Set(alarms.map(({ AlarmName }) => AlarmName)).size).toBe(alarms.length);
    // What to do is told, and a topic hears of both ends where one is named.
    for (const { AlarmDescription, AlarmActions, OKActions } of alarms) {
      expect(String(AlarmDescription).match(/[.:] (?=[A-Z])/g), String(AlarmDescription)).not.toBeNull();
      expect(AlarmActions).toEqual({
        'Fn::If': ['HasAlarmTopic', [given['alarm-topic']], { Ref: 'AWS::NoValue' }],
      });
      expect(OKActions).toEqual(AlarmActions);
    }
  });

  test('an event counts as late before SQS no longer counts it, and no nudge does', () => {
    const late = Number(properties('EventsAgeAlarm').Threshold);
    // A retry after one failure is as old as the queue's visibility timeout.
    const { VisibilityTimeout } = properties('EventsQueue');
    expect(late).toBeGreaterThan(Math.max(mostSeconds, Number(VisibilityTimeout)) + 30);
    // SQS counts no message after its third try, and sends the metric once a minute.
    expect(late).toBeLessThanOrEqual(2 * Number(VisibilityTimeout) - 60);
  });

  test('EventBridge may send from our rules to the queues, and from nowhere else', () => {
    const policies = made.ofType('AWS::SQS::QueuePolicy').map(([, policy]) => policy.Properties);
    expect(policies).toHaveLength(2);
    // One that may not be there can only be named as it would be.
    const rules = made
      .ofType('AWS::Events::Rule')
      .map(([id, { Condition, Properties }]) =>
        Condition === undefined
          ? { 'Fn::GetAtt': [id, 'Arn'] }
          : { 'Fn::Sub': expect.stringMatching(new RegExp(`:rule/${Properties.Name}$`)) },
      );
    for (const { PolicyDocument } of policies) {
      expect(PolicyDocument?.Statement).toEqual([
        expect.objectContaining({
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Condition: { ArnEquals: { 'aws:SourceArn': expect.arrayContaining(rules) } },
        }),
      ]);
    }
  });

  test('whatever a rule lets through is understood by task-events', () => {
    const envelope = {
      version: '0',
      id: 'e1',
      account: '123456789012',
      time: '2026-11-23T00:00:00Z',
      region: 'eu-west-1',
      resources: [],
    };
    const isIgnored = (source: unknown, type: unknown) => {
      try {
        const event = { ...envelope, source, 'detail-type': type, detail: {} };
        return readIncoming(JSON.stringify(event)).type === 'ignored';
      } catch {
        // Known, and this one lacks what its kind always has.
        return false;
      }
    };
    expect(isIgnored('aws.ecs', 'ECS Container Instance State Change')).toBe(true);
    for (const id of ['EcsEventsRule', 'AlarmEventsRule']) {
      const { EventPattern } = properties(id);
      for (const type of list(EventPattern?.['detail-type'])) {
        expect(isIgnored(list(EventPattern?.source)[0], type), String(type)).toBe(false);
      }
    }
    expect(readIncoming(String(list(properties('SweepRule').Targets)[0]?.Input)).type).toBe('sweep');
  });

  test('no secret stands in the template; the functions get the names that npm run secrets writes', () => {
    const names = parameterNames('prod');
    const environment = (name: string) => functionNamed(name).Environment?.Variables;
    expect(environment('slack')?.SIGNING_SECRET_PARAMETER).toBe(names.signingSecret);
    expect(environment('slack')?.BOT_TOKEN_PARAMETER).toBeUndefined();
    for (const name of ['worker', 'task-events']) {
      expect(environment(name)?.BOT_TOKEN_PARAMETER).toBe(names.botToken);
      expect(environment(name)?.SIGNING_SECRET_PARAMETER).toBeUndefined();
    }
    expect(made.text).not.toMatch(/xox[a-z]-|\{\{resolve:|AWS::SSM::Parameter/);
  });

  test('a function gets the variables that it reads, and no other', () => {
    const source = readFileSync(join(root, 'functions/slack.ts'), 'utf8');
    const variables = {
      slack: [...source.matchAll(/'([A-Z]+(?:_[A-Z]+)+|LOGS|COMMAND)'/g)].map(([, variable]) => variable),
      worker: [...workerVariables.required, ...workerVariables.optional],
      'task-events': [...eventsVariables.required, ...eventsVariables.optional],
    };
    for (const [name, read] of Object.entries(variables)) {
      // What starts with AWS_ Lambda sets itself.
      const own = [...new Set(read)].filter((variable) => !variable?.startsWith('AWS_'));
      expect(own.length, name).toBeGreaterThan(3);
      expect(own.sort(), name).toEqual(Object.keys(functionNamed(name).Environment?.Variables ?? {}).sort());
    }
  });

  test('each setting of npm run deploy reaches the variable in which it is found again', () => {
    for (const [name, { functionName, variable }] of Object.entries<Setting>(settings)) {
      const value = functionNamed(functionName).Environment?.Variables?.[variable];
      expect(value, name).toBe(given[name as keyof typeof given]);
    }
  });
}

import { DescribeRuleCommand, EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { expect, onTestFinished, test } from 'vitest';
import { createEvents, type RuleState } from '../../../infra/local/events/bus.ts';
import { startTestAws } from '../../helpers/local-aws.ts';

async function start() {
  const rules: RuleState[] = [
    { name: 'sweep', scheduleExpression: 'rate(1 minute)', state: 'ENABLED' },
    { name: 'ecs', pattern: { source: ['aws.ecs'] }, state: 'DISABLED' },
  ];
  const place = { accountId: '123456789012', region: 'eu-west-1' };
  const { aws, client } = await startTestAws([createEvents({ ...place, rules: () => rules })]);
  onTestFinished(() => aws.close());
  return new EventBridgeClient(client);
}

test('a rule is described with its pattern or schedule, and whether it is enabled', async () => {
  const events = await start();
  expect(await events.send(new DescribeRuleCommand({ Name: 'ecs' }))).toMatchObject({
    Name: 'ecs',
    Arn: 'arn:aws:events:eu-west-1:123456789012:rule/ecs',
    State: 'DISABLED',
    EventPattern: '{"source":["aws.ecs"]}',
  });
  const { Rules } = await events.send(new ListRulesCommand({}));
  expect(Rules?.map(({ Name, ScheduleExpression }) => [Name, ScheduleExpression])).toEqual([
    ['ecs', undefined],
    ['sweep', 'rate(1 minute)'],
  ]);
  expect((await events.send(new ListRulesCommand({ NamePrefix: 's' }))).Rules).toHaveLength(1);
});

test('a rule or a bus that is not there is refused', async () => {
  const events = await start();
  const refused = { name: 'ResourceNotFoundException' };
  await expect(events.send(new DescribeRuleCommand({ Name: 'gone' }))).rejects.toMatchObject(refused);
  const EventBusName = 'other';
  await expect(events.send(new DescribeRuleCommand({ Name: 'ecs', EventBusName }))).rejects.toMatchObject(
    refused,
  );
});

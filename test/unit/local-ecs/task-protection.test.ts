import { ECSClient, GetTaskProtectionCommand, UpdateTaskProtectionCommand } from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { describeTaskProtection } from '../../../src/aws/ecs/tasks.ts';
import { startTestAws } from '../../helpers/local-aws.ts';
import {
  createTestEcs,
  createWeb,
  fargateTask,
  onFargate,
  refusalOf,
  type TestEcs,
} from '../../helpers/local-ecs.ts';

function steady(): TestEcs {
  const test = createTestEcs();
  createWeb(test, { desiredCount: 3 });
  test.pass(300);
  return test;
}
const tasksOf = (test: TestEcs): string[] => test.call('ListTasks', { serviceName: 'web' }).taskArns;
const web = (test: TestEcs) => test.call('DescribeServices', { services: ['web'] }).services[0];
const protect = (test: TestEcs, tasks: string[], more: object = {}) =>
  test.call('UpdateTaskProtection', { cluster: 'default', tasks, protectionEnabled: true, ...more });

it('protects for two hours unless asked otherwise, and says so until then', () => {
  const test = steady();
  const [first = '', second = ''] = tasksOf(test);
  const until = new Date(test.clock.now() + 2 * 3_600_000);
  expect(protect(test, [first])).toEqual({
    protectedTasks: [{ taskArn: first, protectionEnabled: true, expirationDate: until }],
    failures: [],
  });
  protect(test, [second], { expiresInMinutes: 1 });
  const read = () =>
    test
      .call('GetTaskProtection', { cluster: 'default', tasks: [first, second] })
      .protectedTasks.map(({ protectionEnabled }: { protectionEnabled: boolean }) => protectionEnabled);
  expect(read()).toEqual([true, true]);
  test.pass(60);
  expect(read()).toEqual([true, false]);
  test.pass(2 * 3600);
  expect(read()).toEqual([false, false]);
});

it('scaling in passes protected tasks by, complains once, and takes them when the protection ends', () => {
  const test = steady();
  const [first = '', second = ''] = tasksOf(test);
  protect(test, [first, second], { expiresInMinutes: 30 });
  test.call('UpdateService', { service: 'web', desiredCount: 1 });
  test.pass(600);
  expect(tasksOf(test).sort()).toEqual([first, second].sort());
  const { deployments, events } = web(test);
  const complaint = `(service web) was unable to reach steady state because (taskSet ${deployments[0].id}) was unable to scale in due to (reason 1 tasks under protection)`;
  expect(events.filter(({ message }: { message: string }) => message === complaint)).toHaveLength(1);
  test.pass(30 * 60);
  expect(tasksOf(test)).toHaveLength(1);
  expect(web(test).events[0].message).toBe('(service web) has reached a steady state.');
});

it('is taken back by hand', () => {
  const test = steady();
  protect(test, tasksOf(test));
  test.call('UpdateService', { service: 'web', desiredCount: 0 });
  test.pass(600);
  expect(tasksOf(test)).toHaveLength(3);
  test.call('UpdateTaskProtection', { cluster: 'default', tasks: tasksOf(test), protectionEnabled: false });
  test.pass(600);
  expect(tasksOf(test)).toEqual([]);
});

it('a deployment waits for a protected task, StopTask does not', () => {
  const test = steady();
  const [first = ''] = tasksOf(test);
  protect(test, [first]);
  test.call('UpdateService', { service: 'web', forceNewDeployment: true });
  test.pass(900);
  expect(tasksOf(test)).toHaveLength(4);
  expect(web(test).deployments).toHaveLength(2);
  test.call('StopTask', { task: first });
  test.pass(300);
  expect(web(test).deployments).toMatchObject([{ rolloutState: 'COMPLETED' }]);
});

it('what can not be protected stands in failures', () => {
  const test = steady();
  test.call('RegisterTaskDefinition', fargateTask('job'));
  const { taskArn } = test.call('RunTask', { taskDefinition: 'job', ...onFargate }).tasks[0];
  const gone = taskArn.replace(/\w+$/, 'f'.repeat(32));
  for (const action of ['GetTaskProtection', 'UpdateTaskProtection']) {
    expect(
      test.call(action, { cluster: 'default', tasks: [taskArn, gone], protectionEnabled: true }),
    ).toEqual({
      protectedTasks: [],
      failures: [
        { arn: taskArn, reason: 'TASK_NOT_VALID' },
        { arn: gone, reason: 'MISSING' },
      ],
    });
  }
});

it('refuses what ECS refuses', () => {
  const test = steady();
  const tasks = tasksOf(test);
  const refused = (action: string, input: object) => {
    const { name, message } = refusalOf(test, action, { cluster: 'default', tasks, ...input })!;
    expect(name).toBe('InvalidParameterException');
    return message;
  };
  const on = { protectionEnabled: true };
  expect(refused('UpdateTaskProtection', {})).toContain('protectionEnabled');
  for (const expiresInMinutes of [0, 2881]) {
    expect(refused('UpdateTaskProtection', { ...on, expiresInMinutes })).toContain('between 1 and 2880');
  }
  const many = (count: number) => ({ tasks: Array.from({ length: count }, () => tasks[0]) });
  expect(refused('UpdateTaskProtection', { ...on, ...many(11) })).toContain('at most 10');
  expect(refused('GetTaskProtection', many(101))).toContain('at most 100');
  expect(refused('GetTaskProtection', { tasks: [] })).toContain('cannot be empty');
});

it("speaks the SDK's language, and reads as a value", async () => {
  const test = steady();
  const { aws, client } = await startTestAws([test.service]);
  const ecs = new ECSClient(client);
  const tasks = tasksOf(test);
  await ecs.send(
    new UpdateTaskProtectionCommand({ cluster: 'default', tasks: [tasks[0]!], protectionEnabled: true }),
  );
  const { protectedTasks } = await ecs.send(new GetTaskProtectionCommand({ cluster: 'default', tasks }));
  expect(protectedTasks).toHaveLength(3);
  expect(await describeTaskProtection(ecs, 'default', tasks.slice(0, 2))).toEqual([
    { taskArn: tasks[0], isProtected: true, expiresAt: new Date(test.clock.now() + 7_200_000) },
    { taskArn: tasks[1], isProtected: false, expiresAt: undefined },
  ]);
  await aws.close();
});

import { describe, expect, it } from 'vitest';
import { account, createTestEcs, createWeb, fargateTask, onFargate } from '../../helpers/local-ecs.ts';

describe('RunTask', () => {
  it('starts as many as asked, once for a client token', () => {
    const test = createTestEcs();
    test.call('RegisterTaskDefinition', fargateTask());
    const input = { taskDefinition: 'app', count: 3, startedBy: 'me', clientToken: 'once', ...onFargate };
    const { tasks, failures } = test.call('RunTask', input);
    expect(failures).toEqual([]);
    expect(tasks).toHaveLength(3);
    expect(tasks[0]).toMatchObject({
      lastStatus: 'PROVISIONING',
      group: 'family:app',
      startedBy: 'me',
      version: 1,
    });
    test.call('RunTask', input);
    expect(test.call('ListTasks', { startedBy: 'me' }).taskArns).toHaveLength(3);
    expect(() => test.call('RunTask', { ...input, count: 2 })).toThrow('client token');
  });
});

describe('ListTasks', () => {
  it('filters by what it is asked for, RUNNING by default', () => {
    const test = createTestEcs();
    createWeb(test);
    test.pass(60);
    test.call('RunTask', { taskDefinition: 'app', ...onFargate });
    const count = (input: Record<string, unknown>) => test.call('ListTasks', input).taskArns.length;
    expect(count({})).toBe(3);
    expect(count({ serviceName: 'web' })).toBe(2);
    expect(count({ family: 'app' })).toBe(3);
    expect(count({ family: 'other' })).toBe(0);
    expect(count({ launchType: 'EC2' })).toBe(0);
    expect(count({ desiredStatus: 'PENDING' })).toBe(0);
    expect(count({ desiredStatus: 'STOPPED' })).toBe(0);
  });
});

const arn = (rest: string) => `arn:aws:ecs:eu-west-1:${account}:${rest}`;

describe('tags', () => {
  it.each(['cluster/default', 'service/default/web', 'task-definition/app:1'])(
    'of %s are set and taken',
    (name) => {
      const test = createTestEcs();
      createWeb(test);
      const resourceArn = arn(name);
      test.call('TagResource', { resourceArn, tags: [{ key: 'a', value: '1' }, { key: 'b' }] });
      test.call('TagResource', { resourceArn, tags: [{ key: 'a', value: '2' }] });
      test.call('UntagResource', { resourceArn, tagKeys: ['b', 'c'] });
      expect(test.call('ListTagsForResource', { resourceArn }).tags).toEqual([{ key: 'a', value: '2' }]);
    },
  );
});

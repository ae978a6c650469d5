import { describe, expect } from 'vitest';
import { refusalOf, test } from '../../helpers/command-account.ts';

let taskArn: string;

test.beforeAll(async ({ account }) => {
  const { outcome } = await account.run('stop-task shop/worker');
  taskArn = outcome.type === 'change' && outcome.change.type === 'stop-task' ? outcome.change.taskArn : '';
});

const service = 'arn:aws:ecs:us-east-1:123456789012:service/shop/web';
const here = { region: 'us-east-1', account: '123456789012' };
const elsewhere = (arn: string) => [
  arn.replace('us-east-1', 'eu-west-1'),
  arn.replace('123456789012', '999999999999'),
];

describe('an ARN of another region or account', () => {
  test.for(elsewhere(service))('%s is not the service of the same name here', async (given, { account }) => {
    for (const line of [`scale ${given} 4`, `stop-task ${given}`, `service ${given}`, `tasks ${given}`]) {
      expect(await refusalOf(account.run(line))).toEqual({ code: 'otherPlace', given, ...here });
    }
  });

  test('nor is a task', async ({ account }) => {
    for (const given of elsewhere(taskArn)) {
      const refused = await refusalOf(account.run(`stop-task ${given}`));
      expect(refused).toEqual({ code: 'otherPlace', given, ...here });
    }
  });
});

test('an ARN of here is taken, in its old form too', async ({ account }) => {
  expect((await account.run(`scale ${service} 4`)).outcome.type).toBe('change');
  expect((await account.run(`scale ${service.replace('shop/', '')} 4`)).outcome.type).toBe('change');
  expect((await account.run(`stop-task ${taskArn}`)).outcome.type).toBe('change');
});

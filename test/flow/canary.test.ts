import {
  ContinueServiceDeploymentCommand,
  DescribeServiceDeploymentsCommand,
  ListServiceDeploymentsCommand,
} from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

const test = botTest({ seeds: 'demo' });

const service = { cluster: 'shop', service: 'checkout' };

async function deployment() {
  const { serviceDeployments: [newest] = [] } = await bot.ecs.send(
    new ListServiceDeploymentsCommand(service),
  );
  const arn = newest?.serviceDeploymentArn ?? '';
  const { serviceDeployments: [found] = [] } = await bot.ecs.send(
    new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }),
  );
  const hook = found?.lifecycleHookDetails?.find(({ status }) => status === 'AWAITING_ACTION');
  return { arn, status: found?.status, hookId: hook?.hookId };
}

const edits = () =>
  bot.sink.received.filter(({ method }) => method === 'chat.update').map(({ body }) => String(body.text));

test('a canary that waits at each step is told as waiting, never as a problem, until it is done', async () => {
  await talk.pressed(`confirm ${talk.cardIn(await talk.typed('restart shop/checkout'))}`);
  const passed = new Set<string>();
  await waitFor(
    'its end',
    async () => {
      const { arn, status, hookId } = await deployment();
      const isTold = edits().some((text) => text.includes('Pause hook waits for a person'));
      if (hookId !== undefined && isTold && !passed.has(hookId)) {
        passed.add(hookId);
        const answer = { serviceDeploymentArn: arn, hookId, action: 'CONTINUE' } as const;
        await bot.ecs.send(new ContinueServiceDeploymentCommand(answer));
      }
      return passed.size > 0 && status === 'SUCCESSFUL';
    },
    600_000,
  );
  await waitFor('what it came to', () => edits().at(-1)?.includes('Steady again'), 600_000);
  expect(passed.size).toBeGreaterThan(1);
  expect(edits().filter((text) => /hangs|nearly over|failed/.test(text))).toEqual([]);
  const history = await talk.typed('deployments shop/checkout');
  expect(talk.text(history)).toMatch(
    /\*succeeded\*.*canary\n.*the same revision again.*begun by <@\w+> through/,
  );
}, 180_000);

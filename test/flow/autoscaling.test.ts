import {
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { expect } from 'vitest';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

const test = botTest({
  access: {
    grants: [
      { name: 'on-call', who: 'U0OPERATOR', may: 'change', on: '*', 'max-desired': 8 },
      { name: 'deputy', who: 'U0DEPUTY01', may: 'change', on: '*' },
    ],
  },
});

const resource = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/media/encoder',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;
async function target() {
  const { ScalableTargets: [found] = [] } = await bot.autoscaling.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs', ResourceIds: [resource.ResourceId] }),
  );
  return found;
}
const desiredCount = () => bot.desiredCount('encoder', 'media');

test('a card shows the bounds and who would overwrite the count, and offers to move or to pause', async () => {
  const card = await talk.typed('scale media/encoder 8');
  expect(talk.text(card)).toContain('Auto scaling keeps it between *2* and *6* tasks');
  expect(talk.text(card)).toContain('the next time it scales in, it goes to 6');
  const blocks = JSON.stringify(card.body.blocks);
  expect(blocks).toContain('"scale media/encoder 8 --move-bound"');
  expect(blocks).toContain('"scale media/encoder 8 --pause 1h"');
  expect(talk.text(await talk.typed('scale media/encoder 4'))).toContain('Its policies may change the count');
});

test('the maximum moves along, and undo puts both back', async () => {
  const from = await desiredCount();
  const card = await talk.typed('scale media/encoder 8 --move-bound');
  expect(talk.text(card)).toContain('2 to 6 → *2 to 8*');
  await talk.pressed(`confirm ${talk.cardIn(card)}`);
  expect(await desiredCount()).toBe(8);
  expect(await target()).toMatchObject({ MinCapacity: 2, MaxCapacity: 8 });
  const undo = await talk.pressed(`undo ${talk.cardIn(card)}`);
  await talk.pressed(`confirm ${talk.cardIn(undo)}`);
  expect(await target()).toMatchObject({ MinCapacity: 2, MaxCapacity: 6 });
  expect(await desiredCount()).toBe(from);
});

test('a higher maximum is a raise: the grant’s limit holds for it', async () => {
  expect(talk.text(await talk.typed('scale media/encoder 9 --move-bound'))).toContain('at most 8');
});

test('bounds that moved since the card ask again', async () => {
  const card = await talk.typed('scale media/encoder 5');
  await bot.autoscaling.send(new RegisterScalableTargetCommand({ ...resource, MaxCapacity: 7 }));
  const anew = await talk.pressed(`confirm ${talk.cardIn(card)}`);
  expect(talk.text(anew)).toContain('between *2* and *7* tasks');
  await bot.autoscaling.send(new RegisterScalableTargetCommand({ ...resource, MaxCapacity: 6 }));
});

test('a pause ends by itself: auto scaling acts again, and the count is within its bounds', async () => {
  const card = await talk.typed('scale media/encoder 8 --pause 5s');
  expect(talk.text(card)).toContain('Auto scaling is paused for 5 s');
  await talk.pressed(`confirm ${talk.cardIn(card)}`);
  expect(await desiredCount()).toBe(8);
  const suspended = {
    DynamicScalingInSuspended: true,
    DynamicScalingOutSuspended: true,
    ScheduledScalingSuspended: true,
  };
  expect(await target()).toMatchObject({ SuspendedState: suspended });
  const resumed = { DynamicScalingInSuspended: false, DynamicScalingOutSuspended: false };
  await waitFor(
    'auto scaling acts again',
    async () => {
      const now = (await target())?.SuspendedState;
      return now?.DynamicScalingInSuspended === false && now.DynamicScalingOutSuspended === false && resumed;
    },
    50_000,
  );
  await waitFor('a count within the bounds', async () => (await desiredCount()) === 6, 20_000);
}, 90_000);

test('what Express mode runs is refused, with the way there; what CodeDeploy deploys takes a count', async () => {
  const answer = await talk.typed('scale media/site 3');
  expect(talk.text(answer)).toContain('run by ECS Express Mode');
  expect(talk.text(answer)).toContain(
    'https://us-east-1.console.aws.amazon.com/ecs/v2/clusters/media/services/site',
  );
  const card = await talk.typed('scale media/player 3');
  await talk.pressed(`confirm ${talk.cardIn(card)}`);
  expect(await bot.desiredCount('player', 'media')).toBe(3);
  expect(talk.text(await talk.typed('scale shop/web 4 --pause 1h'))).toContain('no auto scaling to pause');
  expect(talk.text(await talk.typed('scale media/encoder 4 for 1h --pause 1h'))).toContain('alone');
});

import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { ECSClient } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { createAccount } from '../../../infra/local/account.ts';
import { realClock } from '../../../infra/local/clock.ts';
import { describeScalableTarget } from '../../../src/aws/autoscaling.ts';
import { describeServices, isExpress } from '../../../src/aws/ecs/services.ts';
import { startTestAws } from '../../helpers/local-aws.ts';

test('the local world has a service that is scaled, one of CodeDeploy and one of Express mode', async () => {
  const place = { accountId: '123456789012', region: 'eu-west-1', clock: realClock };
  const account = createAccount({ ...place, speed: 10, onEvent: () => {} });
  const services = account.services.filter(({ name }) => name !== 'ssm');
  const { aws, client } = await startTestAws(services);
  const scaling = new ApplicationAutoScalingClient(client);
  const bounds = async (service: string) => {
    const found = await describeScalableTarget(scaling, { cluster: 'media', service });
    return found && [found.minCapacity, found.maxCapacity];
  };
  const found = await describeServices(new ECSClient(client), 'media', ['encoder', 'player', 'site']);
  const told = found.map(async (service) => [
    service.name,
    service.desiredCount,
    isExpress(service),
    service.deploymentController,
    await bounds(service.name),
  ]);
  expect(await Promise.all(told)).toEqual([
    ['encoder', 2, false, 'ECS', [2, 6]],
    ['player', 2, false, 'CODE_DEPLOY', undefined],
    ['site', 1, true, 'ECS', [1, 4]],
  ]);
  account.ecs.close();
  await aws.close();
});

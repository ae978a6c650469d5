import { readFileSync } from 'node:fs';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { IAMClient } from '@aws-sdk/client-iam';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { vi } from 'vitest';
import { realClock } from '../../infra/local/clock.ts';
import { createCloudFormation } from '../../infra/local/cloudformation/cloudformation.ts';
import { createEcr } from '../../infra/local/ecr/ecr.ts';
import { createEcs } from '../../infra/local/ecs/ecs.ts';
import { createLogs } from '../../infra/local/logs/logs.ts';
import { startTestAws } from './local-aws.ts';

const place = { accountId: '123456789012', region: 'eu-west-1' };

export const TemplateBody = readFileSync(new URL('../../infra/hands-on/stack.yml', import.meta.url), 'utf8');

/** The local CloudFormation behind the real clients, in an empty account where everything takes a thousandth of its time. */
export async function startTestStacks() {
  const base = { ...place, clock: realClock, speed: 1000 };
  const ecr = createEcr(base);
  const logs = createLogs(base);
  const ecs = createEcs({ ...base, onEvent: () => undefined, resolveImage: ecr.resolveImage });
  const cloudFormation = createCloudFormation({
    ...base,
    ecs: ecs.service,
    ecr: ecr.service,
    onEcsChange: ecs.onChange,
    deleteLogGroup: logs.remove,
  });
  const world = await startTestAws([ecs.service, ecr.service, logs.service, ...cloudFormation.services]);
  const client = new CloudFormationClient(world.client);
  const describe = async (StackName: string) =>
    (await client.send(new DescribeStacksCommand({ StackName }))).Stacks![0]!;
  return {
    ...world,
    client,
    faults: cloudFormation.faults,
    ecs: new ECSClient(world.client),
    ecr: new ECRClient(world.client),
    iam: new IAMClient(world.client),
    tagging: new ResourceGroupsTaggingAPIClient(world.client),
    describe,
    async create(parameters: Readonly<Record<string, string>> = {}): Promise<string> {
      const Parameters = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      }));
      const { StackId } = await client.send(
        new CreateStackCommand({
          StackName: 'hands-on',
          TemplateBody,
          Parameters,
          Capabilities: ['CAPABILITY_NAMED_IAM'],
        }),
      );
      return StackId!;
    },
    delete: (StackName: string) => client.send(new DeleteStackCommand({ StackName })),
    /** The stack once its status is that. */
    until: (id: string, status: string) =>
      vi.waitFor(
        async () => {
          const stack = await describe(id);
          if (stack.StackStatus !== status) throw new Error(`${stack.StackStatus}, not ${status}`);
          return stack;
        },
        { timeout: 10_000, interval: 20 },
      ),
    events: async (StackName: string) =>
      (await client.send(new DescribeStackEventsCommand({ StackName }))).StackEvents!.toReversed(),
    resources: async (StackName: string) =>
      (await client.send(new DescribeStackResourcesCommand({ StackName }))).StackResources!,
    async close() {
      ecs.close();
      await world.aws.close();
    },
  };
}

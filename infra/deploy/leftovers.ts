import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { paginateListTables } from '@aws-sdk/client-dynamodb';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { paginateListRoles } from '@aws-sdk/client-iam';
import { paginateListFunctions } from '@aws-sdk/client-lambda';
import { paginateListBuckets } from '@aws-sdk/client-s3';
import { paginateListSchedules } from '@aws-sdk/client-scheduler';
import { paginateListQueues } from '@aws-sdk/client-sqs';
import { paginateDescribeParameters } from '@aws-sdk/client-ssm';
import type { Clients } from './clients.ts';
import { nameError } from './script.ts';
import { collect, readStack, stackName } from './stack.ts';

/** One kind of resource that was searched for. */
export interface Leftover {
  /** `queues`. */
  readonly kind: string;
  /** What still exists. */
  readonly names: readonly string[];
  /** Why it could not be searched. */
  readonly problem?: string;
}

/** Everything of the stage that still exists, by kind, from each service. */
export async function listLeftovers(clients: Clients, stage: string): Promise<Leftover[]> {
  return Promise.all(
    Object.entries(nameListers).map(async ([kind, list]): Promise<Leftover> => {
      try {
        return { kind, names: await list(clients, stage) };
      } catch (error) {
        return { kind, names: [], problem: nameError(error) };
      }
    }),
  );
}

/** Lists the names of a stage's resources in one service. Reads all names if the service has no prefix filter. */
type NameLister = (clients: Clients, stage: string) => Promise<readonly string[]>;

const prefix = (stage: string) => `${stackName(stage)}-`;

/** By kind of resource. */
export const nameListers: Readonly<Record<string, NameLister>> = {
  stack: async ({ cloudFormation }, stage) => {
    const stack = await readStack(cloudFormation, stackName(stage));
    return stack ? [stack.name] : [];
  },
  functions: async ({ lambda: client }, stage) => {
    const names = await collect(paginateListFunctions({ client }, {}), ({ Functions }) =>
      Functions?.map(({ FunctionName }) => FunctionName),
    );
    return names.filter((name) => name.startsWith(prefix(stage)));
  },
  'HTTP API': async ({ apiGateway }, stage) => {
    const { Items = [] } = await apiGateway.send(new GetApisCommand({ MaxResults: '500' }));
    return Items.flatMap(({ Name = '' }) => (Name === `${stage}-ecs-ops-bot` ? [Name] : []));
  },
  queues: ({ sqs: client }, stage) =>
    collect(paginateListQueues({ client }, { QueueNamePrefix: prefix(stage) }), ({ QueueUrls }) =>
      QueueUrls?.map((url) => url.split('/').at(-1)),
    ),
  tables: async ({ dynamodb: client }, stage) => {
    const names = await collect(paginateListTables({ client }, {}), ({ TableNames }) => TableNames);
    return names.filter((name) => name === stackName(stage) || name.startsWith(prefix(stage)));
  },
  rules: async ({ eventBridge }, stage) => {
    const { Rules = [] } = await eventBridge.send(new ListRulesCommand({ NamePrefix: prefix(stage) }));
    return Rules.map(({ Name = '' }) => Name);
  },
  schedules: ({ scheduler: client }, stage) => {
    const ours = { GroupName: 'default', NamePrefix: prefix(stage) };
    return collect(paginateListSchedules({ client }, ours), ({ Schedules }) =>
      Schedules?.map(({ Name }) => Name),
    );
  },
  alarms: ({ cloudWatch: client }, stage) =>
    collect(paginateDescribeAlarms({ client }, { AlarmNamePrefix: prefix(stage) }), ({ MetricAlarms }) =>
      MetricAlarms?.map(({ AlarmName }) => AlarmName),
    ),
  roles: async ({ iam: client }, stage) => {
    const names = await collect(paginateListRoles({ client }, {}), ({ Roles }) =>
      Roles?.map(({ RoleName }) => RoleName),
    );
    return names.filter((name) => name.startsWith(prefix(stage)));
  },
  parameters: ({ ssm: client }, stage) => {
    const filter = { Key: 'Path', Option: 'Recursive', Values: [`/ecs-ops-bot/${stage}`] };
    return collect(paginateDescribeParameters({ client }, { ParameterFilters: [filter] }), ({ Parameters }) =>
      Parameters?.map(({ Name }) => Name),
    );
  },
  'log groups': ({ logs: client }, stage) => {
    const logGroupNamePrefix = `/aws/lambda/${prefix(stage)}`;
    return collect(paginateDescribeLogGroups({ client }, { logGroupNamePrefix }), ({ logGroups }) =>
      logGroups?.map(({ logGroupName }) => logGroupName),
    );
  },
  bucket: async ({ s3: client }, stage) => {
    const names = await collect(paginateListBuckets({ client }, { Prefix: prefix(stage) }), ({ Buckets }) =>
      Buckets?.map(({ Name }) => Name),
    );
    return names.filter((name) => name.startsWith(prefix(stage)));
  },
};

/** `OK    queues: none left`. */
export function leftoverLine({ kind, names, problem }: Leftover): string {
  if (problem !== undefined) return `WARN  ${kind}: could not look (${problem})`;
  return names.length === 0 ? `OK    ${kind}: none left` : `LEFT  ${kind}: ${names.join(', ')}`;
}

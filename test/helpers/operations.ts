import type { Account } from './account.ts';

export type Input = Record<string, unknown>;
export type Answer = { status?: number; json?: unknown; xml?: string };

const starting = (names: Iterable<string>, prefix: unknown) =>
  [...names].filter((name) => name.startsWith(String(prefix)));
const notFound = (code: string): Answer => ({ status: 400, json: { __type: code, message: 'not found' } });

const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  { AttributeName: range, KeyType: 'RANGE' },
];
/** What DescribeTable says of the table that `infra/aws/audit-table.yml` makes. */
const auditShape = {
  KeySchema: keys('pk', 'sk'),
  GlobalSecondaryIndexes: [
    { IndexName: 'by-target', IndexStatus: 'ACTIVE', KeySchema: keys('target', 'at') },
    { IndexName: 'by-day', IndexStatus: 'ACTIVE', KeySchema: keys('day', 'at') },
  ],
};

/** The answers of the operations that the scripts send, in the forms that the services document. */
export const operations: Record<string, (account: Account, input: Input, url: string) => Answer> = {
  DescribeStacks: ({ stack: own, handsOn }, { StackName }, url) => {
    const isHandsOn = StackName === 'hands-on';
    const stack = isHandsOn ? handsOn && 'CREATE_COMPLETE' : own;
    if (!stack) {
      const message = `Stack with id ${StackName} does not exist`;
      return {
        status: 400,
        xml: `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>${message}</Message></Error></ErrorResponse>`,
      };
    }
    const outputs = Object.entries((isHandsOn && handsOn) || { HttpApiUrl: url })
      .map(
        ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
      )
      .join('');
    const description = isHandsOn ? '<Description>The hands-on of ECS Ops Bot. …</Description>' : '';
    return result(
      'DescribeStacks',
      `<Stacks><member><StackName>${StackName}</StackName><StackStatus>${stack}</StackStatus>${description}<Outputs>${outputs}</Outputs></member></Stacks>`,
    );
  },
  ListStackResources: (account, _, url) => {
    const resources = [
      ...Object.keys(account.functions).map((name) => ['AWS::Lambda::Function', name]),
      ...Object.keys(account.mappings).map((id) => ['AWS::Lambda::EventSourceMapping', id]),
      ...Object.keys(account.queues).map((name) => ['AWS::SQS::Queue', `${url}/123456789012/${name}`]),
      ...Object.keys(account.rules).map((name) => ['AWS::Events::Rule', name]),
      ...account.owned.map((name) => ['AWS::DynamoDB::Table', name]),
    ];
    const summaries = resources.map(
      ([type, id]) =>
        `<member><LogicalResourceId>X</LogicalResourceId><ResourceType>${type}</ResourceType><PhysicalResourceId>${id}</PhysicalResourceId></member>`,
    );
    return result(
      'ListStackResources',
      `<StackResourceSummaries>${summaries.join('')}</StackResourceSummaries>`,
    );
  },
  GetFunctionConfiguration: ({ functions }, { name }) => {
    const found = functions[String(name)];
    if (!found) return { status: 404, json: { __type: 'ResourceNotFoundException', message: 'no function' } };
    return {
      json: {
        FunctionName: name,
        State: found.state,
        LastUpdateStatus: 'Successful',
        Environment: { Variables: found.environment },
      },
    };
  },
  ListFunctions: ({ functions }) => ({
    json: { Functions: Object.keys(functions).map((FunctionName) => ({ FunctionName })) },
  }),
  GetEventSourceMapping: ({ mappings }, { name }) => ({
    json: {
      UUID: name,
      State: mappings[String(name)],
      ScalingConfig: { MaximumConcurrency: 4 },
      EventSourceArn: 'arn:aws:sqs:eu-west-1:123456789012:ecs-ops-bot-prod-events',
      FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:ecs-ops-bot-prod-task-events',
    },
  }),
  GetAccountSettings: ({ concurrency }) => ({
    json: {
      AccountLimit: { ConcurrentExecutions: concurrency, UnreservedConcurrentExecutions: concurrency },
    },
  }),
  GetQueueAttributes: ({ queues }, { QueueUrl }) => {
    const name = String(QueueUrl).split('/').at(-1) ?? '';
    const RedrivePolicy = name.includes('dead') ? {} : { RedrivePolicy: '{}' };
    return { json: { Attributes: { ApproximateNumberOfMessages: String(queues[name]), ...RedrivePolicy } } };
  },
  ListQueues: ({ queues }, { QueueNamePrefix }, url) => ({
    json: {
      QueueUrls: starting(Object.keys(queues), QueueNamePrefix).map((name) => `${url}/123456789012/${name}`),
    },
  }),
  DescribeTable: ({ tables, shapes }, { TableName }) => {
    const name = String(TableName);
    const TableStatus = tables[name];
    if (TableStatus === undefined) return notFound('ResourceNotFoundException');
    // One that is being deleted is gone soon.
    if (TableStatus === 'DELETING') delete tables[name];
    const shape = name.endsWith('-audit') ? auditShape : {};
    return { json: { Table: { TableName, TableStatus, ...shape, ...shapes?.[name] } } };
  },
  DeleteTable: ({ tables }, { TableName }) => {
    const name = String(TableName);
    if (!(name in tables)) return notFound('ResourceNotFoundException');
    delete tables[name];
    return { json: { TableDescription: { TableName, TableStatus: 'DELETING' } } };
  },
  ListTables: ({ tables }) => ({
    json: { TableNames: [...Object.keys(tables), 'ecs-ops-bot-production-audit', 'shop'] },
  }),
  DescribeRule: ({ rules }, { Name }) => ({ json: { Name, State: rules[String(Name)] } }),
  ListTargetsByRule: () => ({ json: { Targets: [{ Id: 'events-queue', Arn: 'arn:aws:sqs:x' }] } }),
  ListRules: ({ rules }, { NamePrefix }) => ({
    json: { Rules: starting(Object.keys(rules), NamePrefix).map((Name) => ({ Name })) },
  }),
  DescribeAlarms: ({ alarms }, { AlarmNamePrefix }) => ({
    json: {
      MetricAlarms: starting(Object.keys(alarms), AlarmNamePrefix).map((AlarmName) => ({
        AlarmName,
        AlarmDescription: 'An event has waited for more than 20 minutes.',
        StateValue: alarms[AlarmName],
      })),
    },
  }),
  // As SSM may: a first page with nothing on it, and a token.
  DescribeParameters: ({ parameters }, input) => {
    if (input.NextToken === undefined) return { json: { Parameters: [], NextToken: 'more' } };
    const [filter] = input.ParameterFilters as { Key: string; Values: string[] }[];
    const names = Object.keys(parameters).filter((name) =>
      filter?.Key === 'Path' ? name.startsWith(`${filter.Values[0]}/`) : filter?.Values.includes(name),
    );
    return { json: { Parameters: names.map((Name) => ({ Name, Type: parameters[Name]?.type })) } };
  },
  PutParameter: ({ parameters }, { Name, Type, Value, Overwrite }) => {
    if (parameters[String(Name)] && !Overwrite) return notFound('ParameterAlreadyExists');
    parameters[String(Name)] = { type: String(Type), value: String(Value) };
    return { json: { Version: 1 } };
  },
  DeleteParameters: ({ parameters }, { Names }) => {
    const there = (Names as string[]).filter((name) => name in parameters);
    for (const name of there) delete parameters[name];
    return { json: { DeletedParameters: there } };
  },
  DescribeLogGroups: ({ logGroups }, { logGroupNamePrefix }) => ({
    json: { logGroups: starting(logGroups, logGroupNamePrefix).map((logGroupName) => ({ logGroupName })) },
  }),
  DeleteLogGroup: (account, { logGroupName }) => {
    if (!account.logGroups.includes(String(logGroupName))) return notFound('ResourceNotFoundException');
    account.logGroups = account.logGroups.filter((name) => name !== logGroupName);
    return { json: {} };
  },
  ListSchedules: ({ schedules }, { NamePrefix }) => ({
    json: { Schedules: starting(schedules, NamePrefix).map((Name) => ({ Name })) },
  }),
  DeleteSchedule: (account, { what }) => {
    if (!account.schedules.includes(String(what))) return notFound('ResourceNotFoundException');
    account.schedules = account.schedules.filter((name) => name !== what);
    return { json: {} };
  },
  ListRoles: ({ roles }) =>
    result(
      'ListRoles',
      `<Roles>${roles.map((role) => `<member><RoleName>${role}</RoleName></member>`).join('')}</Roles><IsTruncated>false</IsTruncated>`,
    ),
  GetApis: ({ apis }) => ({ json: { items: apis.map((name) => ({ name })) } }),
  ListBuckets: ({ buckets }, { prefix }) => ({
    xml: `<ListAllMyBucketsResult><Buckets>${starting(buckets, prefix)
      .map((name) => `<Bucket><Name>${name}</Name></Bucket>`)
      .join('')}</Buckets></ListAllMyBucketsResult>`,
  }),
};

export function result(operation: string, xml: string): Answer {
  return {
    xml: `<${operation}Response><${operation}Result>${xml}</${operation}Result></${operation}Response>`,
  };
}

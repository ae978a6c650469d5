import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createClients } from '../../infra/deploy/clients.ts';
import { keepAliveTimeout } from '../../infra/local/http.ts';
import { type Account, withoutStack } from './deployed-account.ts';
import type { CompiledResource } from './package.ts';

/** A loopback server that answers as AWS would for this account, and the real SDK's clients pointing to it. */
export async function startAccount(account: Account) {
  const sent: { operation: string; input: Input }[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    if (request.url === '/slack') {
      response.writeHead(account.frontDoor).end();
      return;
    }
    const { operation, input } = toOperation(request, body);
    sent.push({ operation, input });
    const { status = 200, json, xml } = answer(account, operation, input, url);
    const code = (json as { __type?: string } | undefined)?.__type;
    response.writeHead(status, {
      'content-type': xml === undefined ? 'application/json' : 'text/xml',
      ...(code && { 'x-amzn-errortype': code }),
    });
    response.end(xml ?? JSON.stringify(json));
  });
  server.keepAliveTimeout = keepAliveTimeout;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
  return {
    url,
    sent,
    clients: createClients({ region: 'eu-west-1', endpoint: url, credentials, maxAttempts: 1 }),
    close: () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

function answer(account: Account, operation: string, input: Input, url: string): Answer {
  if (account.denied.includes(operation)) {
    return { status: 400, json: { __type: 'AccessDeniedException', message: `not ${operation}` } };
  }
  const known = { ...operations, ...deployOperations };
  return known[operation]?.(account, input, url) ?? { status: 501, json: { message: `${operation}?` } };
}

/** Each service's protocol names its operation in another place. */
function toOperation({ method, headers, url = '/' }: IncomingMessage, body: Buffer) {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') {
    return { operation: target.split('.').at(-1) ?? '', input: JSON.parse(String(body) || '{}') as Input };
  }
  if (headers['content-type']?.includes('form-urlencoded')) {
    const input = Object.fromEntries(new URLSearchParams(String(body)));
    return { operation: input.Action ?? '', input };
  }
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [, , what, name, part] = pathname.split('/');
  const input = { ...Object.fromEntries(searchParams), name };
  if (pathname.startsWith('/v2/')) return { operation: 'GetApis', input };
  if (pathname === '/schedules') return { operation: 'ListSchedules', input };
  if (pathname.startsWith('/schedules/')) {
    return { operation: `${method === 'DELETE' ? 'Delete' : 'Get'}Schedule`, input: { ...input, what } };
  }
  if (what === 'account-settings') return { operation: 'GetAccountSettings', input };
  if (what === 'event-source-mappings') return { operation: 'GetEventSourceMapping', input };
  if (part === 'configuration') return { operation: 'GetFunctionConfiguration', input };
  if (what === 'functions') return { operation: 'ListFunctions', input };
  // S3: the bucket, then the key.
  const key = decodeURIComponent(pathname.split('/').slice(2).join('/'));
  const s3 = method === 'HEAD' ? 'HeadBucket' : searchParams.has('list-type') ? 'ListObjectsV2' : undefined;
  const operation =
    searchParams.get('x-id') ?? s3 ?? (searchParams.has('delete') ? 'DeleteObjects' : `${method} ${url}`);
  return { operation, input: { ...input, key, body } };
}

const bucket = 'ecs-ops-bot-prod-serverlessdeploymentbucket-1a2b3c';
const stackId = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/ecs-ops-bot-prod/1';
const empty = (operation: string): Answer => result(operation, '');

/** What osls sends besides, when it deploys and removes. A stack is made at once, and of it only the functions are kept. */
export const deployOperations: typeof operations = {
  GetCallerIdentity: () =>
    result('GetCallerIdentity', '<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/x</Arn>'),
  CreateStack: (account) => {
    account.stack = 'CREATE_COMPLETE';
    return result('CreateStack', `<StackId>${stackId}</StackId>`);
  },
  UpdateStack: (account, { TemplateURL }) => {
    const key = decodeURIComponent(String(TemplateURL).split(`/${bucket}/`)[1] ?? '');
    const { Resources, Conditions } = JSON.parse(String(account.objects[key])) as {
      Resources: Record<string, CompiledResource>;
      Conditions: { MakesAuditTable: { 'Fn::Equals': [string, string] } };
    };
    const [asked, made] = Conditions.MakesAuditTable['Fn::Equals'];
    for (const { Type, Condition, Properties } of Object.values(Resources)) {
      if (Type !== 'AWS::DynamoDB::Table' || (Condition === 'MakesAuditTable' && asked !== made)) continue;
      const name = String(Properties.TableName);
      if (name in account.tables && !account.owned.includes(name)) {
        return {
          status: 400,
          xml: `<ErrorResponse><Error><Type>Sender</Type><Code>AlreadyExistsException</Code><Message>${name} already exists</Message></Error></ErrorResponse>`,
        };
      }
      account.tables[name] = 'ACTIVE';
      account.owned = [...new Set([...account.owned, name])];
    }
    account.functions = Object.fromEntries(
      Object.values(Resources)
        .filter(({ Type }) => Type === 'AWS::Lambda::Function')
        .map(({ Properties }) => [
          String(Properties.FunctionName),
          {
            state: 'Active',
            environment: Properties.Environment?.Variables as unknown as Record<string, string>,
          },
        ]),
    );
    account.stack = 'UPDATE_COMPLETE';
    return result('UpdateStack', `<StackId>${stackId}</StackId>`);
  },
  DeleteStack: (account) => {
    withoutStack(account);
    return empty('DeleteStack');
  },
  ValidateTemplate: () => empty('ValidateTemplate'),
  DescribeStackEvents: ({ stack }) => {
    const status = stack ?? 'DELETE_COMPLETE';
    const event = `<EventId>${status}</EventId><StackId>${stackId}</StackId><StackName>ecs-ops-bot-prod</StackName><LogicalResourceId>ecs-ops-bot-prod</LogicalResourceId><PhysicalResourceId>${stackId}</PhysicalResourceId><ResourceType>AWS::CloudFormation::Stack</ResourceType><ResourceStatus>${status}</ResourceStatus><Timestamp>${new Date(Date.now() + 5000).toISOString()}</Timestamp>`;
    return result('DescribeStackEvents', `<StackEvents><member>${event}</member></StackEvents>`);
  },
  DescribeStackResource: () =>
    result(
      'DescribeStackResource',
      `<StackResourceDetail><LogicalResourceId>ServerlessDeploymentBucket</LogicalResourceId><PhysicalResourceId>${bucket}</PhysicalResourceId></StackResourceDetail>`,
    ),
  // osls looks for container images that it never pushed.
  DescribeRepositories: () => ({
    status: 400,
    json: { __type: 'RepositoryNotFoundException', message: 'none' },
  }),
  HeadBucket: () => ({ xml: '' }),
  GetBucketLocation: () => ({ xml: '<LocationConstraint>eu-west-1</LocationConstraint>' }),
  ListObjectsV2: ({ objects }) => ({
    xml: `<ListBucketResult><Name>${bucket}</Name><IsTruncated>false</IsTruncated>${Object.keys(objects)
      .map((key) => `<Contents><Key>${key}</Key></Contents>`)
      .join('')}</ListBucketResult>`,
  }),
  PutObject: (account, { key, body }) => {
    account.objects[String(key)] = body as Buffer;
    return { xml: '' };
  },
  DeleteObjects: (account) => {
    account.objects = {};
    return { xml: '<DeleteResult></DeleteResult>' };
  },
};

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
        AlarmDescription: 'An event has waited for more than 4 minutes.',
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
  ListRoles: ({ roles }, { PathPrefix = '/' }) => {
    const found = roles.filter((role) => `/${role}`.startsWith(String(PathPrefix)));
    const members = found.map((role) => `<member>${roleXml(role)}</member>`).join('');
    return result('ListRoles', `<Roles>${members}</Roles><IsTruncated>false</IsTruncated>`);
  },
  GetRole: ({ roles }, { RoleName }) => {
    const role = roles.find((each) => each.split('/').at(-1) === RoleName);
    if (role !== undefined) return result('GetRole', `<Role>${roleXml(role)}</Role>`);
    const message = `The role with name ${RoleName} cannot be found.`;
    return {
      status: 404,
      xml: `<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>${message}</Message></Error></ErrorResponse>`,
    };
  },
  GetApis: ({ apis }) => ({ json: { items: apis.map((name) => ({ name })) } }),
  ListBuckets: ({ buckets }, { prefix }) => ({
    xml: `<ListAllMyBucketsResult><Buckets>${starting(buckets, prefix)
      .map((name) => `<Bucket><Name>${name}</Name></Bucket>`)
      .join('')}</Buckets></ListAllMyBucketsResult>`,
  }),
};

function roleXml(role: string): string {
  const name = role.split('/').at(-1);
  return `<Path>/${role.slice(0, -String(name).length)}</Path><RoleName>${name}</RoleName><Arn>arn:aws:iam::123456789012:role/${role}</Arn>`;
}

function result(operation: string, xml: string): Answer {
  return {
    xml: `<${operation}Response><${operation}Result>${xml}</${operation}Result></${operation}Response>`,
  };
}

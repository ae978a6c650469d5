import { withoutStack } from './account.ts';
import { type Answer, type operations, result } from './operations.ts';
import type { CompiledResource } from './packaged.ts';

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

import { paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeRuleCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import {
  GetAccountSettingsCommand,
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { paginateDescribeParameters } from '@aws-sdk/client-ssm';
import type { Clients } from './clients.ts';
import { parameterNames } from './parameters.ts';
import type { DeployedStack } from './stack.ts';

/** What `npm run verify` found out about one part. */
export interface Finding {
  /** WARN: it works, but something wants attention. */
  readonly level: 'OK' | 'WARN' | 'FAIL';
  /** `queue ecs-ops-bot-prod-events`. */
  readonly part: string;
  readonly says: string;
  /** What to do about it; there is one unless all is well. */
  readonly todo?: string;
}

/** Does one of the bot's own alarms ring? */
export async function checkAlarms({ cloudWatch }: Clients, { name }: DeployedStack): Promise<Finding[]> {
  const ringing: Finding[] = [];
  let count = 0;
  const pages = paginateDescribeAlarms({ client: cloudWatch }, { AlarmNamePrefix: `${name}-` });
  for await (const { MetricAlarms = [] } of pages) {
    count += MetricAlarms.length;
    for (const { AlarmName, AlarmDescription = '', StateValue } of MetricAlarms) {
      if (StateValue !== 'ALARM') continue;
      const todo = 'Read the functions’ logs in CloudWatch.';
      ringing.push({ level: 'WARN', part: `alarm ${AlarmName}`, says: AlarmDescription, todo });
    }
  }
  if (ringing.length > 0) return ringing;
  if (count === 0) return [{ level: 'FAIL', part: 'alarms', says: 'there are none', todo: 'Deploy again.' }];
  return [{ level: 'OK', part: 'alarms', says: `none of ${count} rings` }];
}

/** What the front door and everything else in the account should have besides the bot's queues. */
const spare = 10;

/** May enough functions run at a time for the front door to answer while both queues are busy? A new account may have 10 in all. */
export async function checkConcurrency({ lambda }: Clients, stack: DeployedStack): Promise<Finding> {
  const mappings = await Promise.all(
    ofType(stack, 'AWS::Lambda::EventSourceMapping').map((UUID) =>
      lambda.send(new GetEventSourceMappingCommand({ UUID })),
    ),
  );
  const queues = mappings.reduce(
    (sum, { ScalingConfig }) => sum + (ScalingConfig?.MaximumConcurrency ?? 0),
    0,
  );
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
  const limit = AccountLimit?.UnreservedConcurrentExecutions ?? AccountLimit?.ConcurrentExecutions ?? 0;
  const part = 'concurrency';
  if (limit >= queues + spare) return { level: 'OK', part, says: `${limit} functions may run at a time` };
  return {
    level: 'WARN',
    part,
    says: `only ${limit} functions may run at a time in this account, of which the bot's queues can take ${queues}`,
    todo: 'Ask for more: Service Quotas, AWS Lambda, Concurrent executions.',
  };
}

/** The physical ids of the stack's resources of one type, `AWS::SQS::Queue`. */
export function ofType({ resources }: DeployedStack, type: string): string[] {
  return resources.filter((resource) => resource.type === type).map(({ physicalId }) => physicalId);
}

/** Sends POST /slack a request without a signature: the bot that works turns it away with 401. */
export async function checkFrontDoor(url: string, timeoutMs = 10_000): Promise<Finding> {
  const part = `front door ${url}`;
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      body: 'command=%2Fecs',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (status === 401) return { level: 'OK', part, says: 'answers 401 to a request without a signature' };
    const todo =
      status === 200
        ? 'Take it down: it answers requests that are not Slack’s.'
        : 'Read the log of the function slack in CloudWatch.';
    return { level: 'FAIL', part, says: `answers ${status} to a request without a signature, not 401`, todo };
  } catch (error) {
    const says =
      error instanceof Error && error.name === 'TimeoutError'
        ? 'did not answer in time'
        : 'can not be reached';
    return { level: 'FAIL', part, says, todo: 'Check your network, then deploy again.' };
  }
}

/** Settings without which a function does less than it could. */
const wanted: Readonly<Record<string, string>> = {
  DEFAULT_CHANNEL: 'what nobody asked for is told nowhere',
};

/** Is each function active, and set up as it should be? */
export async function checkFunctions({ lambda }: Clients, stack: DeployedStack): Promise<Finding[]> {
  const findings = ofType(stack, 'AWS::Lambda::Function').map(async (FunctionName): Promise<Finding> => {
    const part = `function ${FunctionName}`;
    const { State, LastUpdateStatus, Environment } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName }),
    );
    if (State === 'Failed' || LastUpdateStatus === 'Failed') {
      const says = `state ${State}, last update ${LastUpdateStatus}`;
      return { level: 'FAIL', part, says, todo: 'Deploy again.' };
    }
    if (State === 'Pending' || LastUpdateStatus === 'InProgress') {
      return { level: 'WARN', part, says: 'still being updated', todo: 'Verify again in a minute.' };
    }
    const missing = Object.entries(wanted).find(([name]) => Environment?.Variables?.[name] === '');
    if (missing) {
      const option = `--${missing[0].toLowerCase().replaceAll('_', '-')}`;
      return { level: 'WARN', part, says: missing[1], todo: `Deploy again with ${option}.` };
    }
    return { level: 'OK', part, says: State === 'Inactive' ? 'idle for long, wakes by itself' : 'active' };
  });
  return Promise.all(findings);
}

/** Does Lambda poll the queues? */
export async function checkMappings({ lambda }: Clients, stack: DeployedStack): Promise<Finding[]> {
  const findings = ofType(stack, 'AWS::Lambda::EventSourceMapping').map(async (UUID): Promise<Finding> => {
    const {
      State,
      EventSourceArn = '',
      FunctionArn = '',
    } = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
    const part = `mapping ${EventSourceArn.split(':').at(-1)} → ${FunctionArn.split(':').at(-1)}`;
    if (State === 'Enabled') return { level: 'OK', part, says: 'enabled' };
    const todo =
      State === 'Disabled'
        ? 'Enable it: Lambda console, the function, Configuration, Triggers.'
        : 'Verify again in a minute.';
    return { level: State === 'Disabled' ? 'FAIL' : 'WARN', part, says: String(State), todo };
  });
  return Promise.all(findings);
}

/** Are the two secrets there, as SecureStrings? Their values are not read. */
export async function checkParameters({ ssm }: Clients, stage: string): Promise<Finding[]> {
  const names = Object.values(parameterNames(stage));
  const types = new Map<string | undefined, string | undefined>();
  // SSM may answer an empty page with a token for the next one.
  const filter = { Key: 'Name', Option: 'Equals', Values: names };
  for await (const { Parameters } of paginateDescribeParameters(
    { client: ssm },
    { ParameterFilters: [filter] },
  )) {
    for (const { Name, Type } of Parameters ?? []) types.set(Name, Type);
  }
  return names.map((name): Finding => {
    const part = `parameter ${name}`;
    const type = types.get(name);
    if (type === 'SecureString') return { level: 'OK', part, says: 'there' };
    if (type === undefined) return { level: 'FAIL', part, says: 'missing', todo: 'Run npm run secrets.' };
    const todo = 'Delete it, then run npm run secrets.';
    return { level: 'FAIL', part, says: `is a ${type}, not a SecureString`, todo };
  });
}

/** Do the queues answer, and are the dead-letter queues, those that redrive to no other, empty? */
export async function checkQueues({ sqs }: Clients, stack: DeployedStack): Promise<Finding[]> {
  const findings = ofType(stack, 'AWS::SQS::Queue').map(async (QueueUrl): Promise<Finding> => {
    const part = `queue ${QueueUrl.split('/').at(-1)}`;
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'RedrivePolicy'],
      }),
    );
    const waiting = Number(Attributes.ApproximateNumberOfMessages ?? 0);
    const says = `answers, ${waiting} waiting`;
    if (Attributes.RedrivePolicy || waiting === 0) return { level: 'OK', part, says };
    const todo =
      'Read them in the SQS console and the function’s log; `npm run redrive` gives them back once the cause is mended.';
    return { level: 'WARN', part, says: `${waiting} could not be handled`, todo };
  });
  return Promise.all(findings);
}

/** Are the EventBridge rules switched on, and do they lead somewhere? */
export async function checkRules({ eventBridge }: Clients, stack: DeployedStack): Promise<Finding[]> {
  const findings = ofType(stack, 'AWS::Events::Rule').map(async (Name): Promise<Finding> => {
    const part = `rule ${Name}`;
    const [{ State }, { Targets = [] }] = await Promise.all([
      eventBridge.send(new DescribeRuleCommand({ Name })),
      eventBridge.send(new ListTargetsByRuleCommand({ Rule: Name })),
    ]);
    if (State === 'DISABLED') {
      return { level: 'FAIL', part, says: 'disabled', todo: `aws events enable-rule --name ${Name}` };
    }
    if (Targets.length === 0) return { level: 'FAIL', part, says: 'has no target', todo: 'Deploy again.' };
    return { level: 'OK', part, says: 'enabled' };
  });
  return Promise.all(findings);
}

/** Is the last deploy through? After a rollback the bot works as it did before. */
export function checkStack({ name, status }: DeployedStack): Finding {
  const part = `stack ${name}`;
  if (status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE')
    return { level: 'OK', part, says: status };
  if (status === 'UPDATE_ROLLBACK_COMPLETE') {
    const todo = 'Read its events in the CloudFormation console, then deploy again.';
    return { level: 'WARN', part, says: 'the last deploy was rolled back', todo };
  }
  const todo = status.endsWith('_IN_PROGRESS')
    ? 'Wait until it is through.'
    : 'Read its events in the CloudFormation console, then deploy again.';
  return { level: 'FAIL', part, says: status, todo };
}

/** Is each table there for reading and writing? */
export async function checkTables({ dynamodb }: Clients, stack: DeployedStack): Promise<Finding[]> {
  const findings = ofType(stack, 'AWS::DynamoDB::Table').map(async (TableName): Promise<Finding> => {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    const says = Table?.TableStatus?.toLowerCase() ?? 'unknown';
    // While an index is being made the table can be used.
    const usable = says === 'active' || says === 'updating';
    const part = `table ${TableName}`;
    return usable ? { level: 'OK', part, says } : { level: 'FAIL', part, says, todo: 'Deploy again.' };
  });
  return Promise.all(findings);
}

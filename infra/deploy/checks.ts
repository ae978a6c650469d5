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
import { nameError } from './script.ts';
import { type DeployedStack, readStack, slackUrl, stackName } from './stack.ts';

/** What `npm run verify` found out about one part. */
export interface Finding {
  /** WARN: it works, but something needs attention. */
  readonly level: 'OK' | 'WARN' | 'FAIL';
  /** `queue ecs-ops-bot-prod-events`. */
  readonly part: string;
  readonly says: string;
  /** What to do about it; absent if all is well. */
  readonly todo?: string;
}

const ok = (part: string, says: string): Finding => ({ level: 'OK', part, says });
const warn = (part: string, says: string, todo: string): Finding => ({ level: 'WARN', part, says, todo });
const fail = (part: string, says: string, todo: string): Finding => ({ level: 'FAIL', part, says, todo });

/** Checks that every part of the deployed bot answers. A check that itself fails is a finding, too. */
export async function verifyBot(clients: Clients, stage: string): Promise<Finding[]> {
  const name = stackName(stage);
  const stack = await readStack(clients.cloudFormation, name);
  if (!stack) {
    const todo = 'Run npm run deploy, or check --region and --stage.';
    return [fail(`stack ${name}`, 'there is none in this region', todo)];
  }
  const checks: [part: string, check: () => Promise<Finding | Finding[]>][] = [
    ['stack', async () => checkStack(stack)],
    ['functions', () => checkFunctions(clients, stack)],
    ['mappings', () => checkMappings(clients, stack)],
    ['concurrency', () => checkConcurrency(clients, stack)],
    ['queues', () => checkQueues(clients, stack)],
    ['table', () => checkTables(clients, stack)],
    ['rules', () => checkRules(clients, stack)],
    ['alarms', () => checkAlarms(clients, stack)],
    ['parameters', () => checkParameters(clients, stage)],
    ['front door', async () => checkFrontDoor(slackUrl(stack))],
  ];
  const findings = await Promise.all(
    checks.map(async ([part, check]): Promise<Finding | Finding[]> => {
      try {
        return await check();
      } catch (error) {
        return fail(part, nameError(error), 'Deploy again, or ask for the right to read it.');
      }
    }),
  );
  return findings.flat();
}

/** Is one of the bot's own alarms ringing? */
async function checkAlarms({ cloudWatch }: Clients, { name }: DeployedStack): Promise<Finding[]> {
  const ringing: Finding[] = [];
  let count = 0;
  const pages = paginateDescribeAlarms({ client: cloudWatch }, { AlarmNamePrefix: `${name}-` });
  for await (const { MetricAlarms = [] } of pages) {
    count += MetricAlarms.length;
    for (const { AlarmName, AlarmDescription = '', StateValue } of MetricAlarms) {
      if (StateValue !== 'ALARM') continue;
      ringing.push(warn(`alarm ${AlarmName}`, AlarmDescription, 'Read the functions’ logs in CloudWatch.'));
    }
  }
  if (ringing.length > 0) return ringing;
  if (count === 0) return [fail('alarms', 'there are none', 'Deploy again.')];
  return [ok('alarms', `none of ${count} is in ALARM`)];
}

/** Concurrency left for the front door and everything else in the account, besides the bot's queues. */
const spare = 10;

/** Is concurrency high enough for the front door to answer while both queues are busy? A new account may have 10 in all. */
async function checkConcurrency({ lambda }: Clients, stack: DeployedStack): Promise<Finding> {
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
  if (limit >= queues + spare) return ok('concurrency', `${limit} functions may run at a time`);
  return warn(
    'concurrency',
    `only ${limit} functions may run at a time in this account, and the bot's queues can use ${queues} of them`,
    'Ask for more: Service Quotas, AWS Lambda, Concurrent executions.',
  );
}

/** The physical ids of the stack's resources of one type, e.g. `AWS::SQS::Queue`. */
export function ofType({ resources }: DeployedStack, type: string): string[] {
  return resources.filter((resource) => resource.type === type).map(({ physicalId }) => physicalId);
}

/** Sends POST /slack a request without a signature: a working bot refuses it with 401. */
async function checkFrontDoor(url: string, timeoutMs = 10_000): Promise<Finding> {
  const part = `front door ${url}`;
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      body: 'command=%2Fecs',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (status === 401) return ok(part, 'answers 401 to a request without a signature');
    const todo =
      status === 200
        ? 'Take it down: it answers requests that are not Slack’s.'
        : 'Read the log of the function slack in CloudWatch.';
    return fail(part, `answers ${status} to a request without a signature, not 401`, todo);
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    const says = isLate ? 'did not answer in time' : 'can’t be reached';
    return fail(part, says, 'Check your network, then deploy again.');
  }
}

/** Settings without which a function does less than it could. */
const wanted: Readonly<Record<string, string>> = {
  DEFAULT_CHANNEL: 'what nobody asked for is posted nowhere',
};

/** Is each function active and configured as it should be? */
async function checkFunctions({ lambda }: Clients, stack: DeployedStack): Promise<Finding[]> {
  const findings = ofType(stack, 'AWS::Lambda::Function').map(async (FunctionName): Promise<Finding> => {
    const part = `function ${FunctionName}`;
    const { State, LastUpdateStatus, Environment } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName }),
    );
    if (State === 'Failed' || LastUpdateStatus === 'Failed') {
      return fail(part, `state ${State}, last update ${LastUpdateStatus}`, 'Deploy again.');
    }
    if (State === 'Pending' || LastUpdateStatus === 'InProgress') {
      return warn(part, 'still being updated', 'Verify again in a minute.');
    }
    const missing = Object.entries(wanted).find(([name]) => Environment?.Variables?.[name] === '');
    if (missing) {
      const option = `--${missing[0].toLowerCase().replaceAll('_', '-')}`;
      return warn(part, missing[1], `Deploy again with ${option}.`);
    }
    return ok(part, State === 'Inactive' ? 'idle for a while; it wakes by itself' : 'active');
  });
  return Promise.all(findings);
}

/** Does Lambda poll the queues? */
async function checkMappings({ lambda }: Clients, stack: DeployedStack): Promise<Finding[]> {
  const findings = ofType(stack, 'AWS::Lambda::EventSourceMapping').map(async (UUID): Promise<Finding> => {
    const mapping = await lambda.send(new GetEventSourceMappingCommand({ UUID }));
    const { State, EventSourceArn = '', FunctionArn = '' } = mapping;
    const part = `mapping ${EventSourceArn.split(':').at(-1)} → ${FunctionArn.split(':').at(-1)}`;
    if (State === 'Enabled') return ok(part, 'enabled');
    if (State !== 'Disabled') return warn(part, String(State), 'Verify again in a minute.');
    return fail(part, State, 'Enable it: Lambda console, the function, Configuration, Triggers.');
  });
  return Promise.all(findings);
}

/** Do the two secrets exist, as SecureStrings? Their values are not read. */
async function checkParameters({ ssm }: Clients, stage: string): Promise<Finding[]> {
  const names = Object.values(parameterNames(stage));
  const types = new Map<string | undefined, string | undefined>();
  // SSM may answer an empty page with a token for the next one.
  const ParameterFilters = [{ Key: 'Name', Option: 'Equals', Values: names }];
  for await (const { Parameters } of paginateDescribeParameters({ client: ssm }, { ParameterFilters })) {
    for (const { Name, Type } of Parameters ?? []) types.set(Name, Type);
  }
  return names.map((name): Finding => {
    const part = `parameter ${name}`;
    const type = types.get(name);
    if (type === 'SecureString') return ok(part, 'there');
    if (type === undefined) return fail(part, 'missing', 'Run npm run secrets.');
    return fail(part, `is a ${type}, not a SecureString`, 'Delete it, then run npm run secrets.');
  });
}

/** Do the queues answer, and are the dead-letter queues (those without a redrive target) empty? */
async function checkQueues({ sqs }: Clients, stack: DeployedStack): Promise<Finding[]> {
  const findings = ofType(stack, 'AWS::SQS::Queue').map(async (QueueUrl): Promise<Finding> => {
    const part = `queue ${QueueUrl.split('/').at(-1)}`;
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'RedrivePolicy'],
      }),
    );
    const waiting = Number(Attributes.ApproximateNumberOfMessages ?? 0);
    if (Attributes.RedrivePolicy || waiting === 0) return ok(part, `answers, ${waiting} waiting`);
    const todo =
      'Read them in the SQS console and the function’s log; `npm run redrive` returns them once the cause is fixed.';
    return warn(part, `${waiting} could not be handled`, todo);
  });
  return Promise.all(findings);
}

/** Are the EventBridge rules enabled, and do they have targets? */
async function checkRules({ eventBridge }: Clients, stack: DeployedStack): Promise<Finding[]> {
  const findings = ofType(stack, 'AWS::Events::Rule').map(async (Name): Promise<Finding> => {
    const part = `rule ${Name}`;
    const [{ State }, { Targets = [] }] = await Promise.all([
      eventBridge.send(new DescribeRuleCommand({ Name })),
      eventBridge.send(new ListTargetsByRuleCommand({ Rule: Name })),
    ]);
    if (State === 'DISABLED') return fail(part, 'disabled', `aws events enable-rule --name ${Name}`);
    return Targets.length === 0 ? fail(part, 'has no target', 'Deploy again.') : ok(part, 'enabled');
  });
  return Promise.all(findings);
}

/** Did the last deploy finish? After a rollback the bot works as it did before. */
function checkStack({ name, status }: DeployedStack): Finding {
  const part = `stack ${name}`;
  if (status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE') return ok(part, status);
  if (status.endsWith('_IN_PROGRESS')) return fail(part, status, 'Wait until it is done.');
  const todo = 'Read its events in the CloudFormation console, then deploy again.';
  return status === 'UPDATE_ROLLBACK_COMPLETE'
    ? warn(part, 'the last deploy was rolled back', todo)
    : fail(part, status, todo);
}

/** Can each table be read and written? */
async function checkTables({ dynamodb }: Clients, stack: DeployedStack): Promise<Finding[]> {
  const findings = ofType(stack, 'AWS::DynamoDB::Table').map(async (TableName): Promise<Finding> => {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    const says = Table?.TableStatus?.toLowerCase() ?? 'unknown';
    // While an index is being created, the table can be used.
    const usable = says === 'active' || says === 'updating';
    const part = `table ${TableName}`;
    return usable ? ok(part, says) : fail(part, says, 'Deploy again.');
  });
  return Promise.all(findings);
}

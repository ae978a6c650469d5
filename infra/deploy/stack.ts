import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { ScriptProblem } from './script.ts';

interface StackResource {
  /** `CommandsQueue`. */
  readonly id: string;
  /** `AWS::SQS::Queue`. */
  readonly type: string;
  /** A queue's URL, a table's or function's name, a mapping's UUID. */
  readonly physicalId: string;
}

export interface DeployedStack {
  readonly name: string;
  /** `UPDATE_COMPLETE`. */
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly resources: readonly StackResource[];
}

/** The deployed stack with its resources; undefined if there is none of this name. */
export async function readStack(
  cloudFormation: CloudFormationClient,
  name: string,
): Promise<DeployedStack | undefined> {
  const stack = await describeStack(cloudFormation, name);
  if (!stack) return undefined;
  const resources: StackResource[] = [];
  for await (const page of paginateListStackResources({ client: cloudFormation }, { StackName: name })) {
    for (const {
      LogicalResourceId: id = '',
      ResourceType: type = '',
      PhysicalResourceId: physicalId = '',
    } of page.StackResourceSummaries ?? []) {
      resources.push({ id, type, physicalId });
    }
  }
  return {
    name,
    status: stack.StackStatus ?? 'unknown',
    outputs: outputsOf(stack),
    resources,
  };
}

export function outputsOf({ Outputs = [] }: Stack): Readonly<Record<string, string>> {
  return Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

/** The stack of that name or id; undefined if there is none. */
export async function describeStack(
  cloudFormation: CloudFormationClient,
  name: string,
): Promise<Stack | undefined> {
  try {
    return (await cloudFormation.send(new DescribeStacksCommand({ StackName: name }))).Stacks?.[0];
  } catch (error) {
    // CloudFormation has no separate error for a missing stack.
    if (error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message)) {
      return undefined;
    }
    throw error;
  }
}

/** Collects the items of every page. */
export async function collect<Page>(
  pages: AsyncIterable<Page>,
  namesOf: (page: Page) => readonly (string | undefined)[] | undefined,
): Promise<string[]> {
  const names: string[] = [];
  for await (const page of pages) names.push(...(namesOf(page) ?? []).filter((name) => name !== undefined));
  return names;
}

/** Where Slack sends its requests: the stack's HTTP API and the single route of serverless.yml. */
export function slackUrl({ name, outputs }: DeployedStack): string {
  const { HttpApiUrl } = outputs;
  if (!HttpApiUrl) throw new ScriptProblem(`The stack ${name} has no output HttpApiUrl: deploy it again.`);
  return `${HttpApiUrl}/slack`;
}

/** The name of a stage's CloudFormation stack, and the prefix of everything in it: `ecs-ops-bot-prod`, as in serverless.yml. */
export function stackName(stage: string): string {
  return `ecs-ops-bot-${stage}`;
}

import {
  type CloudFormationClient,
  DescribeStacksCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';

export interface StackResource {
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

/** The deployed stack with its resources; undefined when there is none of this name. */
export async function readStack(
  cloudFormation: CloudFormationClient,
  name: string,
): Promise<DeployedStack | undefined> {
  const stack = await describe(cloudFormation, name);
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
    outputs: Object.fromEntries(
      (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    ),
    resources,
  };
}

async function describe(cloudFormation: CloudFormationClient, name: string) {
  try {
    return (await cloudFormation.send(new DescribeStacksCommand({ StackName: name }))).Stacks?.[0];
  } catch (error) {
    // CloudFormation has no error of its own for a stack that is not there.
    if (error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message)) {
      return undefined;
    }
    throw error;
  }
}

import {
  type CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';

/** A stack from DescribeStacks, narrowed once. */
interface Stack {
  /** CREATE_IN_PROGRESS, CREATE_COMPLETE, … */
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** `aws cloudformation describe-stacks --stack-name …`; undefined if there is no such stack (any more). */
export async function describeStack(
  cloudFormation: CloudFormationClient,
  name: string,
): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    const [stack] = Stacks;
    if (stack === undefined) return undefined;
    const outputs = (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
      OutputKey,
      OutputValue,
    ]);
    return { status: stack.StackStatus ?? '', outputs: Object.fromEntries(outputs) };
  } catch (error) {
    // CloudFormation has no separate error for a missing stack.
    const isMissing =
      error instanceof CloudFormationServiceException &&
      error.name === 'ValidationError' &&
      /does not exist/.test(error.message);
    if (isMissing) return undefined;
    throw error;
  }
}

import { type CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { ScriptProblem } from '../../deploy/script-problem.ts';
import { names } from '../names.ts';
import type { HandsOnStack } from './hands-on-stack.ts';

/**
 * The stack of the hands-on, or that of an id; undefined when there is none.
 * @throws ScriptProblem when there is a stack of that name which is not ours
 */
export async function findStack(
  cloudFormation: CloudFormationClient,
  id: string = names.stack,
): Promise<HandsOnStack | undefined> {
  const stack = await describe(cloudFormation, id);
  if (stack === undefined) return undefined;
  if (!stack.Description?.startsWith(names.description)) {
    throw new ScriptProblem(
      `There is a stack ${names.stack} in this region that the hands-on did not make: choose another --region.`,
    );
  }
  const { StackId = '', StackStatus = '', Parameters = [], Outputs = [] } = stack;
  return {
    id: StackId,
    status: StackStatus,
    parameters: Object.fromEntries(
      Parameters.map(({ ParameterKey = '', ParameterValue = '' }) => [ParameterKey, ParameterValue]),
    ),
    outputs: Object.fromEntries(
      Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    ),
  };
}

async function describe(cloudFormation: CloudFormationClient, StackName: string): Promise<Stack | undefined> {
  try {
    return (await cloudFormation.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
  } catch (error) {
    // CloudFormation has no error of its own for a stack that is not there.
    if (error instanceof Error && error.name === 'ValidationError' && /does not exist/.test(error.message)) {
      return undefined;
    }
    throw error;
  }
}

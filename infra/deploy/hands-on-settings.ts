import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { findStack } from '../hands-on/stack/find-stack.ts';
import { ScriptProblem } from './script-problem.ts';

/** A parameter of serverless.yml, and the output of the hands-on's stack that it takes. */
const outputs = {
  'hands-on-subnets': 'Subnets',
  'hands-on-security-group': 'SecurityGroup',
  'hands-on-target-group': 'TargetGroupArn',
  'hands-on-execution-role': 'ExecutionRoleArn',
  'hands-on-log-group': 'LogGroup',
} as const;

/**
 * What a bot that is deployed for the hands-on has to know of its stack, as it is now.
 * @throws ScriptProblem when the stack is not there, or not ready
 */
export async function handsOnSettings(
  cloudFormation: CloudFormationClient,
  region: string,
): Promise<Readonly<Record<string, string>>> {
  const stack = await findStack(cloudFormation);
  const found = Object.entries(outputs).map(([name, output]) => [name, stack?.outputs[output] ?? '']);
  if (found.every(([, value]) => value !== '')) return Object.fromEntries(found);
  const what =
    stack === undefined ? 'There is no stack of the hands-on' : 'The stack of the hands-on is not ready';
  throw new ScriptProblem(
    `${what} in ${region}: make it with npm run hands-on -- up --region ${region}, or deploy with --hands-on=off.`,
  );
}

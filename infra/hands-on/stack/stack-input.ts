import { readFile } from 'node:fs/promises';
import type { CreateStackCommandInput } from '@aws-sdk/client-cloudformation';
import { names } from '../names.ts';

/** What CreateStack and UpdateStack are sent. The role has a name of its own, which CloudFormation wants to have said. */
export async function stackInput(
  parameters: Readonly<Record<string, string>>,
): Promise<
  Pick<CreateStackCommandInput, 'Capabilities' | 'Parameters' | 'TemplateBody'> & { StackName: string }
> {
  return {
    StackName: names.stack,
    TemplateBody: await readFile(new URL('../stack.yml', import.meta.url), 'utf8'),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
  };
}

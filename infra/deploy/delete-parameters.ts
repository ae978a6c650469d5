import { DeleteParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { parameterNames } from './parameter-names.ts';

/** Deletes the two secrets, which are no part of the stack. Gives the names of those that were there. */
export async function deleteParameters(ssm: SSMClient, stage: string): Promise<string[]> {
  const Names = Object.values(parameterNames(stage));
  return (await ssm.send(new DeleteParametersCommand({ Names }))).DeletedParameters ?? [];
}

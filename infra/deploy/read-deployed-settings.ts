import {
  GetFunctionConfigurationCommand,
  type LambdaClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { type Setting, settings } from './settings.ts';
import { stackName } from './stack-name.ts';

/** What the deployed functions run with, by the names of `settings`; nothing before the first deploy. */
export async function readDeployedSettings(
  lambda: LambdaClient,
  stage: string,
): Promise<Readonly<Partial<Record<keyof typeof settings, string>>>> {
  const names = [...new Set(Object.values<Setting>(settings).map(({ functionName }) => functionName))];
  const environments = new Map(
    await Promise.all(names.map(async (name) => [name, await readEnvironment(lambda, stage, name)] as const)),
  );
  return Object.fromEntries(
    Object.entries<Setting>(settings).flatMap(([name, { functionName, variable }]) => {
      const value = environments.get(functionName)?.[variable];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

async function readEnvironment(lambda: LambdaClient, stage: string, functionName: string) {
  try {
    const FunctionName = `${stackName(stage)}-${functionName}`;
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    return Environment?.Variables ?? {};
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return {};
    throw error;
  }
}

import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { RestService } from '../aws/protocols.ts';
import type { LocalServer } from '../http.ts';
import { evaluate, type Stack } from '../serverless/stack.ts';
import type { FunctionDefinition, ServiceDefinition, TemplateObject } from '../serverless/template.ts';
import { createFunction, type LambdaFunction } from './instance.ts';
import { startHttpApi, startSqsMapping } from './triggers.ts';

/** What the AWS Lambda API shows of the account; functions are created from serverless.yml, not through it. */
export function createLambda(limits: { readonly concurrency: number }): RestService {
  return {
    name: 'lambda',
    routes: [{ method: 'GET', path: '/2016-08-19/account-settings', action: 'GetAccountSettings' }],
    actions: {
      // `aws lambda get-account-settings`, for the concurrency; the sizes are AWS's defaults.
      GetAccountSettings: () => ({
        AccountLimit: {
          TotalCodeSize: 80_530_636_800,
          CodeSizeUnzipped: 262_144_000,
          CodeSizeZipped: 52_428_800,
          ConcurrentExecutions: limits.concurrency,
          UnreservedConcurrentExecutions: limits.concurrency,
        },
        AccountUsage: { TotalCodeSize: 0, FunctionCount: 3 },
      }),
    },
  };
}

interface FunctionsOptions {
  readonly definition: ServiceDefinition;
  readonly stack: Stack;
  readonly sqs: SQSClient;
  readonly apiPort: number;
  readonly region: string;
  /** The URL of the local AWS, which the bundles' clients use as the real one. */
  readonly awsUrl: string;
  /** Contents that replace the packaged files of these names. */
  readonly files?: Readonly<Record<string, string>>;
  readonly onLog: (functionName: string, line: string) => void;
  readonly onError: (functionName: string, error: unknown) => void;
}

export interface RunningFunctions {
  readonly functions: ReadonlyMap<string, LambdaFunction>;
  readonly api: LocalServer;
  close(): Promise<void>;
}

/** Starts what serverless.yml defines: each function, the HTTP API in front of it, the queue mappings. */
export async function startFunctions(options: FunctionsOptions): Promise<RunningFunctions> {
  const { definition, stack, sqs, region, apiPort, onError } = options;
  const bundles = await keepBundles(definition.functions, options.files);
  const functions = new Map(bundles.functions.map((each) => [each.name, toFunction(each, options)] as const));
  const routes = new Map(
    definition.functions.flatMap(({ name, routes: keys }) => {
      const target = functions.get(name);
      return target ? keys.map((key) => [key, target] as const) : [];
    }),
  );
  const api = await startHttpApi(apiPort, routes, onError);
  const mappings = definition.functions.flatMap(({ name, sqsMappings }) => {
    const target = functions.get(name);
    if (!target) return [];
    return sqsMappings.map(({ queueArn, ...mapping }) => {
      const arn = String(evaluate(queueArn, stack));
      const queue = Object.values(stack.resources).find(({ attributes }) => attributes.Arn === arn);
      if (!queue) throw new Error(`${name} is mapped to ${arn}, which no resource of the template is.`);
      const queueUrl = queue.ref;
      return startSqsMapping({
        sqs,
        queueUrl,
        queueArn: arn,
        region,
        ...mapping,
        target,
        onError,
      });
    });
  });
  return {
    functions,
    api,
    async close() {
      await api.close();
      // Take no new batch and kill what is running, or closing would wait as long as a function may take.
      const ended = mappings.map((end) => end());
      await Promise.all([...functions.values()].map((each) => each.kill()));
      await Promise.all(ended);
      await bundles.remove();
    },
  };
}

function toFunction(definition: FunctionDefinition, options: FunctionsOptions): LambdaFunction {
  const { name, file, handler, memoryMb, timeoutSeconds } = definition;
  return createFunction({
    functionName: name,
    file,
    handler,
    memoryMb,
    environment: environment(definition, options),
    timeoutSeconds,
    onLog: (line) => options.onLog(name, line),
  });
}

/** The environment as Lambda sets it. The access key is the function's name, so that the local AWS knows which role is calling. */
function environment(
  { name, memoryMb, environment: own }: FunctionDefinition,
  { stack, region, awsUrl }: FunctionsOptions,
): Record<string, string> {
  const evaluated = evaluate(own, stack) as TemplateObject;
  return {
    ...Object.fromEntries(Object.entries(evaluated).map(([key, value]) => [key, String(value)])),
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: name,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_ENDPOINT_URL: awsUrl,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    TZ: ':UTC',
  };
}

/**
 * Copies the bundles and the files packaged with them, as a deployment does: a build while the world is running must not mix two versions. `files`
 * replace packaged ones of these names.
 * @throws Error when a bundle was not built
 */
async function keepBundles(
  functions: readonly FunctionDefinition[],
  files: Readonly<Record<string, string>> = {},
): Promise<{ functions: FunctionDefinition[]; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'ecs-ops-bot-'));
  const kept = functions.map(async (definition) => {
    const file = join(folder, definition.name, basename(definition.file));
    await mkdir(join(folder, definition.name));
    await copyFile(definition.file, file);
    for (const beside of definition.packaged.filter((path) => path !== definition.file)) {
      const name = basename(beside);
      const path = join(folder, definition.name, name);
      const given = files[name];
      if (given !== undefined) await writeFile(path, given);
      else if (existsSync(beside)) await copyFile(beside, path);
    }
    return { ...definition, file };
  });
  return {
    functions: await Promise.all(kept),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

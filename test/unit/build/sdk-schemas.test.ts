import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { smallSchemas, wordsOf } from '../../../infra/build/sdk-schemas.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const named = wordsOf(root);

/** What a caller may look at in an error of the SDK. */
interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly $metadata: object;
  readonly $retryable?: object;
  readonly constructor: { readonly name: string };
}

interface Bundle {
  /** Every operation, structure and error as the client describes it, in JSON. */
  readonly schemas: string;
  /** `com.amazonaws.ssm#ParameterNotFound` */
  readonly errors: readonly string[];
  /** What the client throws when its call is answered with this error. */
  readonly refused: (error: string) => Promise<Thrown>;
}

/** A client of the SDK, bundled like the functions. */
async function bundleOf(client: string, command: string, plugins: Plugin[]): Promise<Bundle> {
  const contents = `
    import * as sdk from '@aws-sdk/client-${client}';
    const Client = Object.values(sdk).find((each) => /.Client$/.test(each?.name));
    export const schemas = JSON.stringify(Object.entries(sdk).filter(([name]) => name.endsWith('$')));
    export const errors = Object.values(sdk).flatMap((each) => each?.shapeId ?? []).filter((id) => id.startsWith('com.'));
    export function refused(error) {
      const body = Buffer.from(JSON.stringify({ __type: error, message: 'No.' }));
      const response = { statusCode: 400, headers: { 'x-amzn-requestid': '1' }, body };
      const client = new Client({
        region: 'eu-west-1',
        credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
        maxAttempts: 1,
        requestHandler: { handle: async () => ({ response }) },
      });
      return client.send(new sdk.${command}Command({ Name: 'one', Rule: 'one' })).catch((thrown) => thrown);
    }`;
  const dir = await mkdtemp(join(tmpdir(), 'sdk-schemas-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const outfile = join(dir, 'index.mjs');
  await build({
    stdin: { contents, resolveDir: root },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    plugins,
  });
  return import(outfile);
}

test.each([
  ['ssm', 'GetParameter'],
  ['lambda', 'GetAccountSettings'],
  ['ecr', 'DescribeRepositories'],
  ['ecs', 'ListClusters'],
  ['cloudwatch-logs', 'DescribeLogGroups'],
  ['eventbridge', 'DescribeRule'],
  ['scheduler', 'GetSchedule'],
  ['application-auto-scaling', 'DescribeScalableTargets'],
  ['sqs', 'ListQueues'],
  ['dynamodb', 'ListTables'],
])('%s is the same client with its small schemas', async (client, command) => {
  const whole = await bundleOf(client, command, []);
  const small = await bundleOf(client, command, [smallSchemas(named)]);
  expect(whole.errors.length).toBeGreaterThan(4);
  expect(whole.schemas.length).toBeGreaterThan(1000);
  expect(small.schemas === whole.schemas).toBe(true);
  for (const error of whole.errors) {
    const [one, other] = [await whole.refused(error), await small.refused(error)];
    expect(said(other), error).toEqual(said(one));
    expect(said(one)).toMatchObject({ name: error.split('#')[1], message: 'No.' });
    if (named.has(one.name)) expect(other.constructor.name).toBe(one.constructor.name);
  }
});

function said({ name, message, $metadata, $retryable }: Thrown) {
  return { name, message, $metadata, $retryable };
}

test('an error of which src knows nothing is the service’s own exception', async () => {
  const { refused } = await bundleOf('ssm', 'GetParameter', [smallSchemas(new Set(['ParameterNotFound']))]);
  const name = async (error: string) => (await refused(`com.amazonaws.ssm#${error}`)).constructor.name;
  expect(await name('ParameterNotFound')).toMatch(/ParameterNotFound$/);
  expect(await name('InvalidKeyId')).toMatch(/SSMServiceException$/);
});

// The plugin reads the SDK's files as text: after an update of the SDK it may find nothing of what it looks for.
test('the worker’s bundle holds no operation of Lambda that it does not call, and no error of SSM that it does not tell apart', async () => {
  const worker = await readFile(join(root, '.build/functions/worker/index.mjs'), 'utf8');
  expect(worker).toContain('GetAccountSettings');
  expect(worker).not.toContain('PublishLayerVersion');
  expect(worker).toContain('ParameterNotFound');
  expect(worker).not.toContain('AutomationStepNotFoundException');
});

import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../../infra/local/aws-cli.ts', import.meta.url));
let folder = '';
let server: Server;
let port = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecs-ops-bot-aws-'));
  server = createServer((_, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = String((server.address() as AddressInfo).port);
});
afterEach(async () => {
  server.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(path: string, awsPort = port) {
  const env = {
    ...process.env,
    PATH: path,
    AWS_PORT: awsPort,
    AWS_PROFILE: 'production',
    AWS_SESSION_TOKEN: 'x',
  };
  return promisify(execFile)(process.execPath, [script, 'ecs', 'list-clusters'], { env }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stderr, stdout }) => ({ code, said: `${stdout}${stderr}`.trim() }),
  );
}

test('the AWS CLI is pointed at the local AWS, and nothing of the real one is used', async () => {
  const words = '"$*" "[$AWS_PROFILE$AWS_SESSION_TOKEN]" "$AWS_REGION" "$AWS_ACCESS_KEY_ID"';
  await writeFile(join(folder, 'aws'), `#!/bin/sh\necho ${words}\nexit 3\n`);
  await chmod(join(folder, 'aws'), 0o755);
  expect(await run(`${folder}${delimiter}${process.env.PATH}`)).toEqual({
    code: 3,
    said: `--endpoint-url http://127.0.0.1:${port} ecs list-clusters [] us-east-1 local`,
  });
});

test('no AWS CLI, and no local AWS, are one sentence each', async () => {
  expect(await run(folder)).toEqual({
    code: 1,
    said: expect.stringMatching(/^There is no AWS CLI on the PATH: https:\S+$/),
  });
  server.close();
  expect(await run(folder)).toEqual({
    code: 1,
    said: `No local AWS answers at http://127.0.0.1:${port}: start it with npm start, or set AWS_PORT to its port.`,
  });
});

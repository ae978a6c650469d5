import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { isHelloWorld, startProcess } from '../../../infra/local/containers/processes.ts';
import { readBehaviour } from '../../../infra/local/ecs/scheduler/create-task.ts';
import { isAlive, startServedAccount } from '../../helpers/served-account.ts';
import { waitFor } from '../../helpers/wait-for.ts';

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

function fileOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

async function run(main: string) {
  const process = startProcess({ main, title: 'test', metadataUri: '', stopTimeoutMs: 300 });
  opened.push(process.kill);
  return { process, exitCode: new Promise((resolve) => process.whenExited(resolve)) };
}

const app = fileURLToPath(new URL('../../../infra/hands-on/app/main.ts', import.meta.url));

test('the processes end with the local world, also when it is killed', async () => {
  const world = spawn(process.execPath, [fileOf('./serve-until-killed.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  opened.push(() => world.kill('SIGKILL'));
  const [line] = await once(world.stdout, 'data');
  const pids = JSON.parse(String(line)) as number[];
  expect(pids.filter(isAlive)).toHaveLength(2);
  world.kill('SIGKILL');
  await waitFor('the processes to end', () => !pids.some(isAlive));
});

test('the page names the task that the metadata endpoint names', async () => {
  const account = await startServedAccount({ speed: 10 });
  opened.push(account.close);
  const tasks = await waitFor('targets', () => {
    const all = account.tasks();
    return all.every(({ target }) => target?.state === 'healthy') && all;
  });
  const asked = await Promise.all([fetch(account.url), fetch(account.url)]);
  expect(asked.map(({ headers }) => headers.get('x-task')).toSorted()).toEqual(
    tasks.map(({ id }) => id).toSorted(),
  );
  expect(await asked[0]?.text()).toContain('hello-world:1');
});

test('it listens on a port of its own, ends at SIGTERM, and tells its exit code once and to late askers', async () => {
  const { process, exitCode } = await run(app);
  await waitFor('a port', () => process.port());
  expect((await fetch(`http://127.0.0.1:${process.port()}/health`)).status).toBe(200);
  process.stop();
  process.stop();
  expect(await exitCode).toBe(0);
  expect(await new Promise((resolve) => process.whenExited(resolve))).toBe(0);
  await waitFor('its last words', () => process.lines().some(({ message }) => message.includes('SIGTERM')));
  expect(process.lines()[0]?.message).toContain('listening');
  process.stop();
});

test('what does not end at SIGTERM is killed after its stop timeout', async () => {
  const { process, exitCode } = await run(fileOf('./ignore-sigterm.ts'));
  await waitFor('a port', () => process.port());
  process.stop();
  expect(await exitCode).toBe(137);
});

test('what can not be run ends at once, and its log says why', async () => {
  const { process, exitCode } = await run(fileOf('./is-not-there.ts'));
  expect(await exitCode).toBe(1);
  await waitFor('the reason', () =>
    process.lines().some(({ message }) => message.includes('is-not-there.ts')),
  );
});

test.each([
  ['123456789012.dkr.ecr.us-east-1.amazonaws.com/hello-world:latest', 'web', {}, true],
  ['123456789012.dkr.ecr.us-east-1.amazonaws.com/hello-world@sha256:1', 'web', {}, true],
  ['hello-world', 'web', {}, true],
  ['public.ecr.aws/nginx/nginx:1.29', 'hello-world', {}, true],
  ['123456789012.dkr.ecr.us-east-1.amazonaws.com/hello-worlds:latest', 'web', {}, false],
  ['123456789012.dkr.ecr.us-east-1.amazonaws.com/not-hello-world:1', 'web', {}, false],
  ['hello-world/other:1', 'web', {}, false],
  ['hello-world:1', 'web', { 'local.ecs/exit-code': '1' }, false],
  ['hello-world:1', 'web', { 'local.ecs/ignore-sigterm': 'true' }, false],
])('%s as %s with labels %o: a process %s', (image, name, labels, is) => {
  expect(isHelloWorld({ image, name, behaviour: readBehaviour(labels) })).toBe(is);
});

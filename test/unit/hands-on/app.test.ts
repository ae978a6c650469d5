import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { page, readTask, startApp } from '../../../infra/hands-on/app/app.ts';

const main = fileURLToPath(new URL('../../../infra/hands-on/app/main.ts', import.meta.url));
const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

const metadata = {
  TaskARN: 'arn:aws:ecs:us-east-1:123456789012:task/hands-on/8f0e1d2c3b4a59687766554433221100',
  Family: 'hello-world',
  Revision: '3',
  AvailabilityZone: 'us-east-1b',
};

async function metadataEndpoint(answer: string) {
  const server = createServer((request, response) =>
    response.writeHead(request.url === '/v4/x/task' ? 200 : 404).end(answer),
  );
  opened.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v4/x`;
}

test('the task is what ECS says, and the host outside of ECS or when ECS does not answer', async () => {
  expect(await readTask(await metadataEndpoint(JSON.stringify(metadata)))).toEqual({
    id: '8f0e1d2c3b4a59687766554433221100',
    zone: 'us-east-1b',
    taskDefinition: 'hello-world:3',
  });
  const host = { id: hostname() };
  expect(await readTask(undefined)).toEqual(host);
  expect(await readTask(await metadataEndpoint('no JSON'))).toEqual(host);
  expect(await readTask('http://127.0.0.1:1/v4')).toEqual(host);
});

test('the page names its task and counts; the health check is not counted', async () => {
  const app = await startApp({ port: 0, host: '127.0.0.1', task: { id: 'abc', zone: 'us-east-1a' } });
  opened.push(app.close);
  const url = `http://127.0.0.1:${app.port}`;
  expect(await (await fetch(`${url}/health`)).text()).toBe('ok\n');
  expect(await (await fetch(url)).text()).toContain('<td>1</td>');
  const second = await fetch(url);
  expect(second.headers.get('x-task')).toBe('abc');
  expect(await second.text()).toMatch(/<td>abc<\/td>.*us-east-1a.*<td>2<\/td>/);
  expect((await fetch(`${url}/favicon.ico`)).status).toBe(404);
  expect(page({ id: '<script>' }, 1)).not.toContain('<script>');
});

test('at SIGTERM the process answers what it was asked, takes nothing new, and ends well', async () => {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  opened.push(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const port = Number(/\d+$/.exec(String((await lines.next()).value))?.[0]);

  // Half a request is one that was begun.
  const socket = connect(port, '127.0.0.1').setEncoding('utf8');
  await once(socket, 'connect');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Long: ');
  await fetch(`http://127.0.0.1:${port}/health`);
  child.kill('SIGTERM');
  expect((await lines.next()).value).toContain('SIGTERM');
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  expect(child.exitCode).toBeNull();
  socket.write('1\r\n\r\n');
  let answer = '';
  socket.on('data', (text: string) => {
    answer += text;
  });
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*connection: close/i);
});

import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAws } from '../../../infra/local/aws/endpoint.ts';
import { realClock } from '../../../infra/local/clock.ts';
import { startMetadata } from '../../../infra/local/containers/processes.ts';
import { serve } from '../../../infra/local/http.ts';
import { startHttpApi } from '../../../infra/local/lambda/triggers.ts';
import { startLoadBalancer } from '../../../infra/local/load-balancer/load-balancer.ts';

const answered = new Set<string>();
const ports = new Map<string, number>();
const closing: (() => Promise<unknown> | unknown)[] = [];

beforeAll(async () => {
  const open = async (name: string, server: { url?: string; close(): unknown }, url = server.url) => {
    ports.set(name, Number(new URL(url ?? '').port));
    closing.push(() => server.close());
  };
  const plain = await serve(
    (_, response) => {
      answered.add('plain');
      response.end('ok');
    },
    { port: 0, variable: 'PORT' },
  );
  await open('any server', plain);
  await open('AWS', await startAws({ port: 0, accountId: '1', region: 'eu-west-1', services: [] }));
  await open('the HTTP API', await startHttpApi(0, new Map(), () => {}));
  await open('the load balancer', await startLoadBalancer({ port: 0, clock: realClock, speed: 100 }));
  const metadata = await startMetadata();
  await open('task metadata', metadata, metadata.add({ id: 't' } as never, { runtimeId: 'r' } as never));
});
afterAll(async () => {
  for (const close of closing) await close();
});

const ask = async (name: string, host: string | undefined): Promise<IncomingMessage> =>
  await new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    const asked = request(
      { port: ports.get(name), host: '127.0.0.1', method: 'POST', headers, setHost: false },
      resolve,
    );
    asked.on('error', reject).end('{}');
  });

const names = ['any server', 'AWS', 'the HTTP API', 'the load balancer', 'task metadata'];
const foreign = [
  'evil.example',
  'evil.example:4566',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  '127.0.0.1@evil',
  '0.0.0.0',
  '',
  '[::1]',
];

test.each(names.flatMap((name) => foreign.map((host) => [name, host])))(
  '%s does not answer to the host %j',
  async (name, host) => {
    answered.clear();
    const { statusCode } = await ask(name, host);
    // Node itself refuses a request that names no host.
    expect(statusCode).toBe(403);
    expect(answered.size).toBe(0);
  },
);

test.each(names.flatMap((name) => ['127.0.0.1', 'localhost', 'LOCALHOST'].map((host) => [name, host])))(
  '%s answers to %s, with a port and without',
  async (name, host) => {
    for (const written of [host, `${host}:${ports.get(name)}`]) {
      const { statusCode } = await ask(name, written);
      expect(statusCode).not.toBe(403);
    }
  },
);

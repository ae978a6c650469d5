import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const setup = fileURLToPath(new URL('../../../infra/setup.mjs', import.meta.url));
let folder = '';
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A fresh clone that needs one package. */
async function clone(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'ecs-ops-bot-setup-'));
  await mkdir(join(folder, 'infra'));
  await copyFile(setup, join(folder, 'infra/setup.mjs'));
  const wanted = { name: 'clone', version: '1.0.0', dependencies: { tiny: '1.0.0' } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(wanted));
  const packages = { '': wanted, 'node_modules/tiny': { version: '1.0.0' } };
  await writeFile(join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
}

async function run(registry: string): Promise<{ readonly code: number | null; readonly said: string }> {
  const proxies = { https_proxy: '', HTTPS_PROXY: '', http_proxy: '', HTTP_PROXY: '' };
  const env = { ...process.env, ...proxies, npm_config_https_proxy: '', npm_config_proxy: '' };
  const child = spawn(process.execPath, [join(folder, 'infra/setup.mjs')], {
    env: { ...env, npm_config_registry: registry, npm_config_cache: join(folder, 'cache') },
  });
  let said = '';
  child.stdout.on('data', (data) => {
    said += data;
  });
  child.stderr.on('data', (data) => {
    said += data;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said };
}

/** A port at which nothing answers. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test('offline with an empty cache: it says at once what it is doing, and then one sentence', async () => {
  await clone();
  const registry = `http://127.0.0.1:${await closedPort()}/`;
  const { code, said } = await run(registry);
  expect(code).toBe(1);
  expect(said.trim().split('\n')).toEqual([
    expect.stringMatching(/^Installing the packages, once: /),
    `The packages could not be downloaded: ${registry} does not answer. Check the network or npm’s proxy settings, then run the command again. Once installed, everything works offline.`,
  ]);
});

test('what else npm refuses is said in its own words', async () => {
  await clone();
  const server = createServer((_, response) => response.writeHead(404).end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { code, said } = await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  server.close();
  expect(code).toBe(1);
  expect(said).toContain('E404');
  expect(said.trim()).toMatch(/The packages could not be installed; npm says why above\.$/);
});

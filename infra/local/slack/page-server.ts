import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The page's files by path, ready to be sent. */
export type Page = ReadonlyMap<string, { readonly type: string; readonly body: Uint8Array | string }>;

const folder = new URL('./page/', import.meta.url);
const inFolder = (name: string) => fileURLToPath(new URL(name, folder));

/** Bundles the page in memory; takes milliseconds. */
export async function buildPage(): Promise<Page> {
  const { outputFiles } = await build({
    entryPoints: [inFolder('main.ts'), inFolder('page.css')],
    outdir: '/',
    bundle: true,
    write: false,
    format: 'esm',
    loader: { '.woff2': 'file' },
    assetNames: '[name]',
    target: 'es2022',
    logLevel: 'silent',
    tsconfig: inFolder('tsconfig.json'),
  });
  const types: Readonly<Record<string, string>> = {
    js: 'text/javascript; charset=utf-8',
    css: 'text/css; charset=utf-8',
    woff2: 'font/woff2',
  };
  return new Map([
    [
      '/index.html',
      { type: 'text/html; charset=utf-8', body: await readFile(new URL('index.html', folder)) },
    ],
    ...outputFiles.map(({ path, contents }): [string, { type: string; body: Uint8Array }] => {
      const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      return [`/${path.split('/').at(-1)}`, { type, body: contents }];
    }),
  ]);
}

/** Nothing from elsewhere runs; pictures in messages may come from anywhere, as in Slack. */
const policy = [
  "default-src 'self'",
  "img-src 'self' http: https: data:",
  "style-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page's file; `/` and permalinks (`/archives/…`) are the page itself. */
export function sendPage(page: Page, pathname: string, response: ServerResponse): void {
  const file = page.get(pathname === '/' || pathname.startsWith('/archives/') ? '/index.html' : pathname);
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    return;
  }
  response.writeHead(200, {
    'content-type': file.type,
    'cache-control': 'no-cache',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
  });
  response.end(file.body);
}

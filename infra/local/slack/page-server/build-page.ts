import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from './page.ts';

const folder = new URL('../page/', import.meta.url);
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

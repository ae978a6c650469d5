import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import markdownIt from 'markdown-it';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../helpers/browser.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const build = `${root}.build/`;
const { resolve } = createRequire(import.meta.url);
const css = readFileSync(resolve('github-markdown-css'), 'utf8');
const japaneseFont = pathToFileURL(resolve('@fontsource-variable/noto-sans-jp'));

let browser: Browser;

beforeAll(async () => {
  mkdirSync(build, { recursive: true });
  browser = await launchBrowser();
});
afterAll(async () => browser?.close());

test.each(['README.md', 'README.ja.md'])(
  '%s shows what it is and how to start it on its first screen',
  async (file) => {
    const html = `${build}${file}.html`;
    const body = markdownIt({ html: true, linkify: true }).render(readFileSync(root + file, 'utf8'));
    writeFileSync(
      html,
      `<!doctype html><meta charset="utf-8"><base href="${pathToFileURL(root)}"><link rel="stylesheet" href="${japaneseFont}">
<style>${css} .markdown-body { font-family: 'Liberation Sans', 'Noto Sans JP Variable', sans-serif }</style>
<article class="markdown-body" style="max-width: 912px; margin: 32px auto">${body}</article>`,
    );
    const page = await browser.newPage({ viewport: { width: 1280, height: 1200 }, colorScheme: 'light' });
    await page.goto(pathToFileURL(html).href, { waitUntil: 'networkidle' });
    const unseen = await page.evaluate<string[]>(
      '[...document.images].filter((image) => image.naturalWidth === 0).map((image) => image.src)',
    );
    expect(unseen).toEqual([]);
    const start = await page.getByText('npm start', { exact: true }).first().boundingBox();
    expect(start?.y).toBeLessThan(1200);
    await page.screenshot({ path: `${build}${file}.png` });
    await page.close();
  },
);

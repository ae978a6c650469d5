import type { ServerResponse } from 'node:http';
import type { Page } from './page.ts';

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

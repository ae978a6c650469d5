import type { IncomingMessage, ServerResponse } from 'node:http';
import { handleClient } from './client/handle-client.ts';
import type { Page } from './page-server/page.ts';
import { sendPage } from './page-server/send-page.ts';
import { handleResponseUrl } from './response-url/handle-response-url.ts';
import type { SlackWorld } from './slack-world.ts';
import { handleApi } from './web-api/handle-api.ts';

/** Leads a request to the Web API, a `response_url`, the clients' API or the page. */
export async function handleRequest(
  world: SlackWorld,
  page: Page,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', world.url());
  const { pathname } = url;
  if (pathname.startsWith('/api/')) return handleApi(world, request, response, url);
  if (/^\/(commands|actions)\//.test(pathname) && request.method === 'POST') {
    return handleResponseUrl(world, request, response, pathname);
  }
  if (pathname.startsWith('/client/')) return handleClient(world, request, response, url);
  sendPage(page, pathname, response);
}

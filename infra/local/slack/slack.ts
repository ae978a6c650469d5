import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { serve } from '../http.ts';
import { handleClient } from './client/routes.ts';
import { Faults, RateLimiter } from './limits.ts';
import { handleResponseUrl } from './response-url.ts';
import { createHub, MessageStore } from './state/messages.ts';
import { InputState, ResponseUrls, TriggerIds, ViewStore } from './state/views.ts';
import { handleApi } from './web-api/server.ts';
import { type PersonChange, setGroupMembers, setPerson } from './workspace/directory-changes.ts';
import { createWorkspace, localIds } from './workspace/workspace.ts';
import type { SlackOptions, SlackWorld } from './world.ts';

export interface LocalSlack {
  /** The page's URL, without a trailing slash. */
  readonly url: string;
  /** For WebClient's `slackApiUrl`: `url` + `/api/`. */
  readonly apiUrl: string;
  /** Ids of people, the bot and channels. */
  readonly ids: typeof localIds;
  /** Slack's faults; can be changed while it runs. */
  readonly faults: Faults;
  /** Changes a person, as an admin does. Resolves when the app has accepted `user_change`; with `isTold` false the event is lost. */
  setPerson(id: string, change: PersonChange, isTold?: boolean): Promise<void>;
  /** Sets a user group's members. Resolves when the app has accepted the two events; with `isTold` false they are lost. */
  setGroupMembers(id: string, members: readonly string[], isTold?: boolean): Promise<void>;
  close(): Promise<void>;
}

/**
 * A Slack workspace on 127.0.0.1: the page, the Web API below `/api/`, `response_url`s, and signed requests to the app. Rejects with a one-sentence
 * error when the port is taken.
 */
export async function startSlack(options: SlackOptions & { readonly port: number }): Promise<LocalSlack> {
  let address = '';
  const slack = createSlack(options, () => address);
  const server = await serve(
    (request, response) => {
      slack.answer(request, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
        response.end(error instanceof Error ? error.message : String(error));
      });
    },
    { port: options.port, variable: 'PORT' },
  );
  address = server.url;
  const { world } = slack;
  return {
    url: address,
    apiUrl: `${address}/api/`,
    ids: localIds,
    faults: world.faults,
    setPerson: (id, change, isTold) => setPerson(world, id, change, isTold),
    setGroupMembers: (id, members, isTold) => setGroupMembers(world, id, members, isTold),
    close: server.close,
  };
}

/** The workspace without its server: `answer` takes what node:http would give it. `url` is its address, without a trailing slash. */
export function createSlack(options: SlackOptions, url: () => string) {
  const world = createWorld(options, url);
  const answer = (request: IncomingMessage, response: ServerResponse) =>
    handleRequest(world, request, response);
  return { world, answer };
}

/** The bot's default scopes: `chat:write.public` is not included. */
const defaultScopes =
  'commands chat:write im:write users:read usergroups:read channels:read channels:join channels:history im:read im:history'.split(
    ' ',
  );

/** The state of a fresh workspace. */
function createWorld(options: SlackOptions, url: () => string): SlackWorld {
  const { clock } = options;
  const hub = createHub();
  return {
    clock,
    url,
    app: {
      id: options.appId,
      scopes: options.scopes ?? defaultScopes,
      events: options.botEvents ?? ['app_home_opened'],
      requestUrl: read(options.requestUrl),
      signingSecret: read(options.signingSecret),
      botToken: read(options.botToken),
    },
    options,
    workspace: createWorkspace(options.teamId, options.botName ?? 'ECS Ops Bot', clock.now()),
    hub,
    messages: new MessageStore(clock, hub),
    responseUrls: new ResponseUrls(clock),
    triggers: new TriggerIds(clock),
    views: new ViewStore(hub),
    inputs: new InputState(),
    rates: new RateLimiter(clock),
    faults: new Faults(hub),
  };
}

function read(value: string | (() => string)): () => string {
  return typeof value === 'string' ? () => value : value;
}

/** Routes a request to the Web API, a `response_url`, the clients' API or the page. */
async function handleRequest(
  world: SlackWorld,
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
  page ??= buildPage();
  sendPage(await page, pathname, response);
}

/** The page's files by path. */
type Page = ReadonlyMap<string, { readonly type: string; readonly body: Uint8Array | string }>;

/** Bundled when somebody first looks at it. */
let page: Promise<Page> | undefined;

const folder = new URL('./page/', import.meta.url);
const inFolder = (name: string) => fileURLToPath(new URL(name, folder));

/** Bundles the page in memory, in milliseconds. */
async function buildPage(): Promise<Page> {
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
  const html = await readFile(new URL('index.html', folder));
  return new Map([
    ['/index.html', { type: 'text/html; charset=utf-8', body: html }],
    ...outputFiles.map(({ path, contents }): [string, { type: string; body: Uint8Array }] => {
      const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      return [`/${path.split('/').at(-1)}`, { type, body: contents }];
    }),
  ]);
}

/** No code from elsewhere runs; images in messages may come from anywhere, as in Slack. */
const policy = [
  "default-src 'self'",
  "img-src 'self' http: https: data:",
  "style-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Sends a file of the page; `/` and permalinks (`/archives/…`) are the page itself. */
function sendPage(page: Page, pathname: string, response: ServerResponse): void {
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

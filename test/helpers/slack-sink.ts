import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A message that reached Slack: `to` is the path of a response_url, or the channel of a Web API call. */
export interface Sunk {
  readonly method: string;
  readonly to: string;
  readonly body: Record<string, unknown>;
  /** The bearer token of a Web API call. */
  readonly token: string;
}

type Answered = { status?: number; body: object | string; headers?: Record<string, string> } | undefined;

/** A request to the sink, and its answer. */
interface Asked {
  /** With a slash in front. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}
interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type SlackSink = ReturnType<typeof createSlackSink>;

/** A Slack without limits, for tests that ask for more than one message a second: it takes everything and counts. */
export function createSlackSink(url: string) {
  const received: Sunk[] = [];
  let posted = 0;
  const sink = {
    apiUrl: `${url}/api/`,
    /** A response_url whose posts are told apart by `name`. */
    responseUrl: (name: string) => `${url}/${name}`,
    received: received as readonly Sunk[],
    /** Answers instead of `ok: true`: an object as JSON, a text as a page of HTML; undefined lets it. A promise has it wait. */
    answer: (() => undefined) as (sunk: Sunk) => Answered | Promise<Answered>,
    /** Takes a request. */
    async take({ path, headers, body: given }: Asked): Promise<Told> {
      const body = readBody(given, String(headers['content-type']));
      const method = path.startsWith('/api/') ? path.slice('/api/'.length) : 'response_url';
      const to = method === 'response_url' ? path.slice(1) : String(body.channel ?? '');
      const token = String(headers.authorization ?? '').replace('Bearer ', '');
      const sunk = { method, to, body, token };
      received.push(sunk);
      const answered = await sink.answer(sunk);
      const ok = {
        ok: true,
        ts: `1700000000.${String(++posted).padStart(6, '0')}`,
        channel: { id: 'D0DIRECT' },
      };
      const content = answered?.body ?? { ...ok, ...directoryAnswer(method, body) };
      const type = typeof content === 'string' ? 'text/html' : 'application/json';
      return {
        status: answered?.status ?? 200,
        headers: { 'content-type': type, ...answered?.headers },
        body: typeof content === 'string' ? content : JSON.stringify(content),
      };
    },
  };
  return sink;
}

/** The same behind a server of its own. */
export async function startSlackSink() {
  let sink: SlackSink | undefined;
  const server = createServer(async (request, response) => {
    const told = await sink?.take({
      path: request.url ?? '/',
      headers: request.headers,
      body: await text(request),
    });
    response.writeHead(told?.status ?? 500, told?.headers).end(told?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  sink = createSlackSink(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return Object.assign(sink, {
    close() {
      server.close();
      server.closeAllConnections();
    },
  });
}

/** Everybody is a member; the group on call has the operator, the deputy, and one whose Slack is in Japanese. */
function directoryAnswer(method: string, body: Record<string, unknown>): object {
  if (method === 'users.info') {
    const locale = body.user === 'U0YUI00001' ? 'ja-JP' : 'en-US';
    return { user: { id: body.user, team_id: 'T0LOCAL001', is_bot: false, deleted: false, locale } };
  }
  if (method === 'usergroups.users.list') return { users: ['U0OPERATOR', 'U0DEPUTY01', 'U0YUI00001'] };
  return {};
}

function readBody(text: string, type: string): Record<string, unknown> {
  if (type.includes('json')) return JSON.parse(text);
  const form = Object.fromEntries(new URLSearchParams(text));
  return { ...form, ...(form.blocks && { blocks: JSON.parse(form.blocks) }) };
}

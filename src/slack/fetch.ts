import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import type { FetchFunction } from '@slack/web-api';

/** `fetch` as Slack is asked with it: text out and in. */
export type SlackFetch = FetchFunction;
type SlackResponse = Awaited<ReturnType<SlackFetch>>;

/** As long as the global `fetch` keeps an idle connection. Slack closes it some time, and a frozen Lambda does not hear of it. */
const mostIdleMs = 4000;

/**
 * A `fetch` over node:http(s). The global one costs 60 to 90 ms of a cold answer, and so does the first mention of `Response` or `Headers`. Follows no
 * redirect. Repeats nothing: a request that was sent may have been carried out. Rejects with the signal's reason, or with Node's own error.
 */
export function createSlackFetch(idleMs = mostIdleMs): SlackFetch {
  const options = { keepAlive: true, timeout: idleMs };
  const secure = new https.Agent(options);
  const plain = new http.Agent(options);
  return (given, { method = 'GET', headers = {}, body, redirect, signal } = {}) =>
    new Promise((resolve, reject) => {
      const fail = (error: unknown) => reject(signal?.aborted ? signal.reason : error);
      const url = new URL(given);
      const isSecure = url.protocol === 'https:';
      const about = { method, headers, agent: isSecure ? secure : plain, ...(signal && { signal }) };
      const request = (isSecure ? https : http).request(url, about);
      request.on('error', fail);
      // Without a listener Node closes the connection, and neither answers nor errs; the signal does not reach it any more.
      request.once('upgrade', (_, socket) => {
        socket.destroy();
        fail(new Error('unexpected upgrade'));
      });
      request.once('response', async (response) => {
        try {
          const { statusCode: status = 0, statusMessage: statusText = '' } = response;
          const answer = await text(response);
          if (redirect === 'error' && status >= 300 && status < 400) throw new Error('unexpected redirect');
          const named = Object.entries(response.headers).map(
            ([name, value]) => [name, String(value)] as const,
          );
          resolve(textResponse(answer, { status, statusText, url: url.href, headers: new Map(named) }));
        } catch (error) {
          fail(error);
        }
      });
      request.end(body);
    });
}

/** A response whose body is this text; header names in lower case. */
export function textResponse(
  answer: string,
  about: Pick<SlackResponse, 'status' | 'statusText' | 'url'> & { readonly headers: Map<string, string> },
): SlackResponse {
  const { headers, status } = about;
  return {
    ...about,
    ok: status >= 200 && status < 300,
    headers: { get: (name) => headers.get(name.toLowerCase()) ?? null, entries: () => headers.entries() },
    text: async () => answer,
    json: async () => JSON.parse(answer),
    arrayBuffer: async () => new TextEncoder().encode(answer).buffer,
  };
}

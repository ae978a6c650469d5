import http, { type Agent } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { NoAnswer } from './no-answer.ts';

/** One POST. */
export interface PostRequest {
  readonly url: URL;
  readonly agent?: Agent;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long the whole may take. */
  readonly ms: number;
  /** How long to trust a socket that was open before: after a freeze it may swallow what is written. */
  readonly oldSocketMs?: number;
}

/** An answer of any status. */
export interface PostAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Posts over node:http(s): the first global `fetch` of a process costs 35 ms more.
 * @throws NoAnswer when nothing, or not all of an answer, came in time
 */
export function post({ url, agent, headers, body, ms, oldSocketMs = ms }: PostRequest): Promise<PostAnswer> {
  return new Promise((resolve, reject) => {
    if (ms <= 0) throw new NoAnswer('no time left', { maybeDone: false, oldSocket: false });
    let oldSocket = false;
    let sent = false;
    const { request: open } = url.protocol === 'https:' ? https : http;
    const length = Buffer.byteLength(body);
    const request = open(url, { method: 'POST', agent, headers: { ...headers, 'content-length': length } });
    let timer = setTimeout(fail, ms, 'no answer in time');

    function fail(message: string, cause?: unknown): void {
      clearTimeout(timer);
      reject(new NoAnswer(message, { maybeDone: sent, oldSocket, cause }));
      request.destroy();
    }
    request.once('socket', (socket: Socket) => {
      oldSocket = request.reusedSocket || !socket.connecting;
      if (!oldSocket || oldSocketMs >= ms) return;
      clearTimeout(timer);
      timer = setTimeout(fail, oldSocketMs, 'no answer in time');
    });
    request.once('finish', () => {
      sent = true;
    });
    request.on('error', (error) => fail(error.message, error));
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', (error) => fail(error.message, error));
      response.once('end', () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
      });
    });
    request.end(body);
  });
}

import type { Agent } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';

/** An HTTP request as the front door needs it, in whatever form API Gateway passed it. */
export interface HttpRequest {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The exact bytes that Slack signed. */
  readonly rawBody: Buffer;
  /** The caller's address as API Gateway saw it, for the log. */
  readonly sourceIp: string;
  /** API Gateway's id of the request, for the log. */
  readonly id: string;
}

/** What API Gateway turns into an HTTP response (payload format 2.0). */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A keep-alive connection to one host. */
interface Connection {
  readonly agent: Agent;
  /** Opens a socket, TLS included, for the next request to use. Rejects when the host can't be reached. */
  connect(): Promise<void>;
  /** Closes every idle socket: if one was dead, the others are just as old. */
  drop(): void;
}

/** A handshake during the first request makes it take five times as long, so `connect` does it beforehand. */
function openConnection(url: URL): Connection {
  const secure = url.protocol === 'https:';
  const agent = secure ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true });
  const open = agent.createConnection.bind(agent);
  let spare: Socket | undefined;

  agent.createConnection = (options, done) => {
    const socket = spare;
    spare = undefined;
    if (!socket || socket.destroyed) return open(options, done);
    return socket.ref();
  };

  return {
    agent,
    connect: () =>
      new Promise((resolve, reject) => {
        const host = url.hostname.replaceAll(/[[\]]/g, '');
        const port = Number(url.port) || (secure ? 443 : 80);
        const socket = open({ host, port, ...(secure && { servername: isIP(host) ? '' : host }) }) as Socket;
        spare = socket;
        socket.once(secure ? 'secureConnect' : 'connect', () => {
          if (socket === spare) socket.unref();
          resolve();
        });
        socket.on('error', reject);
      }),
    drop() {
      for (const sockets of Object.values(agent.freeSockets)) {
        for (const socket of sockets ?? []) socket.destroy();
      }
    },
  };
}

/** The JSON object in a text, or undefined for any other text. */
export function parseJsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A JSON object: neither null nor an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface PostRequest {
  readonly url: URL;
  readonly agent?: Agent;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Time limit for the whole request. */
  readonly ms: number;
  /** How long to trust a socket that was already open: after a freeze it may swallow what is written. */
  readonly oldSocketMs?: number;
}

/** An answer of any status. */
interface PostAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Posts over node:http(s): the first global `fetch` of a process costs 35 ms more.
 * @throws NoAnswer when no answer, or only part of one, came in time
 */
function post({ url, agent, headers, body, ms, oldSocketMs = ms }: PostRequest): Promise<PostAnswer> {
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

export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** Whether the other side may have received the whole request: the last byte was handed to the system. */
  readonly maybeDone: boolean;
  /** The socket was open before the request began, so it may already have been dead. */
  readonly oldSocket: boolean;

  constructor(message: string, about: { maybeDone: boolean; oldSocket: boolean; cause?: unknown }) {
    super(message, { cause: about.cause });
    this.maybeDone = about.maybeDone;
    this.oldSocket = about.oldSocket;
  }
}

/** How the front door reaches other hosts. */
export interface Network {
  readonly openConnection: (url: URL) => Connection;
  readonly post: (request: PostRequest) => Promise<PostAnswer>;
}

/** Sockets. */
export const sockets: Network = { openConnection, post };

/** A value from outside that should be text: itself, or an empty string if it is anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

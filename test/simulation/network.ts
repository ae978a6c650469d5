import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../../infra/local/clock.ts';
import { type Network, NoAnswer } from '../../src/front-door/http.ts';
import type { Chance } from './chance.ts';

/** A request to any host of the simulation. */
export interface SimulatedRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SimulatedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Host = (request: SimulatedRequest) => Promise<SimulatedAnswer>;

/** What runs on a machine that can die: then nothing that it sends arrives, and no answer reaches it. */
export interface Machine {
  readonly name: string;
  isAlive: boolean;
}

interface NetworkOptions {
  readonly clock: Clock;
  readonly latency: Chance;
  readonly hosts: Readonly<Record<string, Host>>;
  /** Called when a request has been answered, for the trace. */
  readonly onAnswer: (from: string, request: SimulatedRequest, answer: SimulatedAnswer) => void;
}

/** One way of a request takes this long, milliseconds. */
const oneWay = { least: 1, most: 20 };

/** Every request of the simulation goes through here: the SDK's, the WebClient's, the front door's and Slack's own. No socket is opened. */
export function createNetwork({ clock, latency, hosts, onAnswer }: NetworkOptions) {
  const machines = new AsyncLocalStorage<Machine>();
  const pause = () =>
    new Promise<void>((resolve) => {
      const ms = oneWay.least + Math.floor(latency() * (oneWay.most - oneWay.least));
      clock.after(ms, resolve);
    });
  const never = new Promise<never>(() => {});

  async function send(request: SimulatedRequest): Promise<SimulatedAnswer> {
    const machine = machines.getStore();
    const host = hosts[request.url.host];
    if (host === undefined) throw new Error(`No host ${request.url.host} in the simulation.`);
    const isGone = () => machine !== undefined && !machine.isAlive;
    if (isGone()) return never;
    await pause();
    if (isGone()) return never;
    // The host is another machine: what it starts does not die with the caller.
    const answer = await machines.exit(() => host(request));
    await pause();
    if (isGone()) return never;
    onAnswer(machine?.name ?? 'outside', request, answer);
    return answer;
  }

  return { send, on: <Result>(machine: Machine, run: () => Result) => machines.run(machine, run) };
}

export type SimulatedNetwork = ReturnType<typeof createNetwork>;

/** The global `fetch`, as the WebClient, response_url and the local Slack use it. */
export function createFetch({ send }: Pick<SimulatedNetwork, 'send'>): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = Object.fromEntries(new Headers(init.headers).entries());
    const body = init.body === undefined || init.body === null ? '' : String(init.body);
    const sent = send({ method: init.method ?? 'GET', url, headers, body });
    const { status, headers: answered, body: text } = await untilAborted(sent, init.signal ?? undefined);
    return new Response(text === '' ? null : text, { status, headers: { ...answered } });
  };
}

/** Rejects with the signal's reason as soon as it aborts. */
function untilAborted<Result>(result: Promise<Result>, signal?: AbortSignal): Promise<Result> {
  if (signal === undefined) return result;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    result.then(resolve, reject);
  });
}

/** The front door's way out. Its connections are always new. */
export function createFrontDoorNetwork(clock: Clock, { send }: Pick<SimulatedNetwork, 'send'>): Network {
  return {
    openConnection: () => ({ agent: undefined as never, connect: async () => {}, drop: () => {} }),
    post: ({ url, headers, body, ms }) =>
      new Promise((resolve, reject) => {
        const about = { maybeDone: true, oldSocket: false };
        const stop = clock.after(ms, () => reject(new NoAnswer('no answer in time', about)));
        send({ method: 'POST', url, headers, body })
          .then(({ status, body: text }) => resolve({ status, text }), reject)
          .finally(stop);
      }),
  };
}

interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The SDK clients' way out: a `requestHandler` with the time limit of the deployed one. */
export function createRequestHandler(
  clock: Clock,
  { send }: Pick<SimulatedNetwork, 'send'>,
  timeoutMs = 5000,
) {
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request: SdkRequest) {
      const { protocol, hostname, port, path, query = {}, headers } = request;
      const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
      const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
      const answer = await new Promise<SimulatedAnswer>((resolve, reject) => {
        const late = () => Object.assign(new Error('No answer in time'), { name: 'TimeoutError' });
        const stop = clock.after(timeoutMs, () => reject(late()));
        send({
          method: request.method,
          url,
          headers: Object.fromEntries(named),
          body: textOf(request.body),
        })
          .then(resolve, reject)
          .finally(stop);
      });
      const body = Buffer.from(answer.body);
      return { response: { statusCode: answer.status, headers: { ...answer.headers }, body } };
    },
    destroy() {},
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
  };
}

function textOf(body: unknown): string {
  if (body === undefined || body === null) return '';
  return typeof body === 'string' ? body : new TextDecoder().decode(body as Uint8Array);
}

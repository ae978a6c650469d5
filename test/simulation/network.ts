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
  /** `worker 3`. */
  readonly name: string;
  isAlive: boolean;
  /** Lambda freezes an instance that has answered: what it has not waited for goes on when it is next invoked, if ever. */
  thawed?: Promise<void> | undefined;
  /** Ends what it is doing now, as Lambda does with an instance whose process dies. */
  kill(): void;
}

/** Who sends a request: a machine, and the job of the commands queue that it works on, if it is one. */
export interface Caller {
  readonly machine: Machine;
  readonly jobId?: string | undefined;
}

/** A request of a caller, while it is on its way. */
export interface Call {
  readonly at: number;
  readonly caller: Caller | undefined;
  readonly request: SimulatedRequest;
}

interface NetworkOptions {
  readonly clock: Clock;
  readonly latency: Chance;
  readonly hosts: Readonly<Record<string, Host>>;
  /** What goes wrong with a request; undefined leaves it alone. Asked once for each. */
  readonly damage?: (call: Call) => Damage | undefined;
  /** Called before the host is asked; what it returns is called with the host's answer, whether or not anybody hears it. */
  readonly watch?: (call: Call) => ((answer: SimulatedAnswer) => void) | undefined;
  /** Called when a request has been answered, for the trace. */
  readonly onAnswer: (from: string, request: SimulatedRequest, answer: SimulatedAnswer) => void;
}

/** What can go wrong with one request. Its caller hears nothing of the host unless it says otherwise. */
export type Damage =
  /** The host refuses it and does nothing: too many requests, or an error of its own. */
  | { readonly type: 'answered'; readonly answer: SimulatedAnswer }
  /** The connection is cut, before the host heard it or after it did what was asked. */
  | { readonly type: 'cut'; readonly done: boolean }
  /** Nobody answers, ever. */
  | { readonly type: 'silent'; readonly done: boolean }
  /** The host does it, and its answer is on its way for so long. */
  | { readonly type: 'late'; readonly ms: number }
  /** The caller's machine dies. */
  | { readonly type: 'killed'; readonly done: boolean };

/** A connection that was cut, as Node reports it. */
export class ConnectionCut extends Error {
  override readonly name = 'TimeoutError';
  readonly code = 'ECONNRESET';
}

/** One way of a request takes this long, milliseconds. */
const oneWay = { least: 1, most: 20 };

/** Every request of the simulation goes through here: the SDK's, the WebClient's, the front door's and Slack's own. No socket is opened. */
export function createNetwork(options: NetworkOptions) {
  const { clock, latency, hosts, onAnswer, damage: damageOf = () => undefined, watch } = options;
  const callers = new AsyncLocalStorage<Caller>();
  const wait = (ms: number) => new Promise<void>((resolve) => void clock.after(ms, resolve));
  const pause = () =>
    new Promise<void>((resolve) => {
      const ms = oneWay.least + Math.floor(latency() * (oneWay.most - oneWay.least));
      clock.after(ms, resolve);
    });
  const never = new Promise<never>(() => {});

  async function send(request: SimulatedRequest): Promise<SimulatedAnswer> {
    const caller = callers.getStore();
    const machine = caller?.machine;
    const host = hosts[request.url.host];
    if (host === undefined) throw new Error(`No host ${request.url.host} in the simulation.`);
    const isGone = () => machine !== undefined && !machine.isAlive;
    while (machine?.thawed !== undefined) await machine.thawed;
    if (isGone()) return never;
    const call = { at: clock.now(), caller, request };
    const damage = damageOf(call);
    await pause();
    if (isGone()) return never;
    if (damage?.type === 'answered') {
      await pause();
      return isGone() ? never : damage.answer;
    }
    if (damage !== undefined && damage.type !== 'late' && !damage.done) return fail(damage.type, machine);
    const heard = watch?.(call);
    // The host is another machine: what it starts does not die with the caller.
    const answer = await callers.exit(() => host(request));
    heard?.(answer);
    if (damage?.type === 'late') await wait(damage.ms);
    else if (damage !== undefined) return fail(damage.type, machine);
    await pause();
    while (machine?.thawed !== undefined) await machine.thawed;
    if (isGone()) return never;
    onAnswer(machine?.name ?? 'outside', request, answer);
    return answer;
  }

  function fail(how: 'cut' | 'silent' | 'killed', machine: Machine | undefined): Promise<never> {
    if (how === 'killed') machine?.kill();
    return how === 'cut' ? Promise.reject(new ConnectionCut('socket hang up')) : never;
  }

  return { send, on: <Result>(caller: Caller, run: () => Result) => callers.run(caller, run) };
}

export type SimulatedNetwork = ReturnType<typeof createNetwork>;

/** `fetch`, as the WebClient, response_url and the local Slack use it. */
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
          .then(
            ({ status, body: text }) => resolve({ status, text }),
            () => reject(new NoAnswer('socket hang up', about)),
          )
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

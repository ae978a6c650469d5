import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { signedHeaders } from '../../helpers/signed-requests.ts';
import type { LoadPlan, Sent } from './plan.ts';

/** What people type, reads of every weight and now and then a card. */
const lines = [
  ...['help', 'clusters', 'services', 'service shop/web', 'tasks shop/api', 'events shop/web'],
  ...['whoami', 'watches', 'images shop/web', 'scale shop/web 4', 'nonsense'],
];
/** Every so many-th request is signed with another secret. */
const forgedEach = 50;

interface LoadTarget {
  /** Of POST /slack. */
  readonly url: string;
  readonly secret: string;
  /** Gives the response_url of the numbered request. */
  readonly responseUrl: (number: number) => string;
  /** Told of each request that was accepted. */
  readonly onAccepted: (number: number) => void;
}

/**
 * Sends at an even pace whether or not the answers keep up; an answer's time counts from when its request was due, so that a sender
 * that is held up makes no answer look fast.
 * @param first number of the first request
 */
export async function sendLoad(
  plan: Omit<LoadPlan, 'warmSeconds'>,
  target: LoadTarget,
  first = 0,
): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const statuses: Record<string, number> = {};
  const forged: Record<string, number> = {};
  const ackMs: number[] = [];
  const begin = performance.now() + 100;
  const total = plan.rate * plan.seconds;
  const all: Promise<void>[] = [];
  for (let number = 0; number < total; number += 1) {
    const due = begin + (number * 1000) / plan.rate;
    const wait = due - performance.now();
    if (wait > 0) await setTimeout(wait);
    all.push(sendOne(first + number, due));
  }
  await Promise.all(all);
  agent.destroy();
  return { statuses, forged, ackMs: ackMs.sort((one, other) => one - other), accepted: ackMs.length };

  async function sendOne(number: number, due: number): Promise<void> {
    const isForged = number % forgedEach === forgedEach - 1;
    const command = {
      number,
      line: lines[number % lines.length] ?? 'help',
      userId: `U0LOAD${String(number % plan.people).padStart(4, '0')}`,
      responseUrl: target.responseUrl(number),
    };
    const status = await post(target.url, typedCommand(command, isForged ? 'forged' : target.secret), agent);
    const counts = isForged ? forged : statuses;
    counts[status] = (counts[status] ?? 0) + 1;
    if (status !== '200' || isForged) return;
    ackMs.push(performance.now() - due);
    target.onAccepted(number);
  }
}

/** The status, or what happened in its place: `ECONNRESET`, `ABORT_ERR` after ten seconds. */
function post(
  url: string,
  { body, headers }: ReturnType<typeof typedCommand>,
  agent: Agent,
): Promise<string> {
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name);
    const options = {
      method: 'POST',
      agent,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    };
    const sending = request(url, { ...options, signal: AbortSignal.timeout(10_000) }, (response) => {
      response.resume();
      response.once('end', () => resolve(String(response.statusCode)));
      response.once('error', fail);
    });
    sending.once('error', fail);
    sending.end(body);
  });
}

/** A slash command on its way. */
interface TypedCommand {
  readonly line: string;
  readonly userId: string;
  readonly responseUrl: string;
  readonly number: number;
}

/** The body and the headers that Slack would send, signed with `secret` just now. */
function typedCommand({ line, userId, responseUrl, number }: TypedCommand, secret: string) {
  const body = new URLSearchParams({
    command: '/ecs',
    text: line,
    team_id: 'T0LOCAL001',
    team_domain: 'local',
    api_app_id: 'A0LOCAL001',
    user_id: userId,
    user_name: 'load',
    channel_id: 'C0LOCAL0OPS',
    channel_name: 'ops',
    response_url: responseUrl,
    trigger_id: `${number}.${Date.now()}.load`,
  }).toString();
  return { body, headers: signedHeaders(secret, body) };
}

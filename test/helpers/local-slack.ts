import { setImmediate } from 'node:timers/promises';
import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import { expect, onTestFinished } from 'vitest';
import type { ClientRequests, ClientState } from '../../infra/local/slack/client/protocol.ts';
import { startSlack } from '../../infra/local/slack/slack.ts';
import type { Message } from '../../infra/local/slack/state/messages.ts';
import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import { ManualClock } from './clocks.ts';

export const signingSecret = 'local-signing-secret';
export const botToken = 'xoxb-local';

/** A local Slack for one test, with a real WebClient of the bot and a person's client. */
export async function startTestSlack(options: Partial<Parameters<typeof startSlack>[0]> = {}) {
  const clock = options.clock ?? new ManualClock();
  const slack = await startSlack({
    port: 0,
    clock,
    requestUrl: 'http://127.0.0.1:1/slack',
    signingSecret,
    botToken,
    teamId: 'T0LOCAL',
    appId: 'A0LOCAL',
    slashCommands: [{ command: '/ecs', description: 'Amazon ECS', usageHint: '[services|scale]' }],
    completions: [{ text: 'services', description: 'services of a cluster' }],
    ...options,
  });
  onTestFinished(() => slack.close());
  const web = new WebClient(botToken, {
    slackApiUrl: slack.apiUrl,
    rejectRateLimitedCalls: true,
    timeout: 2000,
    logger: silentLogger,
    retryConfig: { retries: 0 },
  });
  return { slack, web, clock: clock as ManualClock, client: clientOf(slack.url) };
}

/** A person's client over the wire, as the page uses it. */
function clientOf(url: string, user: string = localIds.operator) {
  const state = async (): Promise<ClientState> =>
    (await fetch(`${url}/client/state?user=${user}`)).json() as never;
  return {
    user,
    as: (other: string) => clientOf(url, other),
    state,
    async messages(channel: string = localIds.ops): Promise<Message[]> {
      return (await state()).messages.filter((one) => one.channel === channel);
    },
    async post<Name extends keyof ClientRequests>(
      name: Name,
      request: ClientRequests[Name],
    ): Promise<Record<string, unknown>> {
      const response = await fetch(`${url}/client/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user, ...request }),
      });
      return response.json() as never;
    },
    /** Waits for a message that `test` accepts; the newest one. */
    async waitFor(test: (message: Message) => boolean, channel: string = localIds.ops): Promise<Message> {
      for (let turn = 0; turn < 2000; turn++) {
        const found = (await this.messages(channel)).findLast(test);
        if (found) return found;
        await setImmediate();
      }
      return expect.unreachable('the message did not come');
    },
  };
}

const nothing = () => {};

/** Keeps what the real client logs about refusals that a test asks for out of the test's output. */
export const silentLogger: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

import { WebClient } from '@slack/web-api';
import { onTestFinished } from 'vitest';
import { startSlack } from '../../infra/local/slack/slack.ts';
import type { SlackOptions } from '../../infra/local/slack/world.ts';
import { clientOf } from './client-of.ts';
import { ManualClock } from './manual-clock.ts';
import { silentLogger } from './silent-logger.ts';

export const signingSecret = 'local-signing-secret';
export const botToken = 'xoxb-local';

/** A local Slack for one test, with a real WebClient of the bot and a person's client. */
export async function startTestSlack(options: Partial<SlackOptions> = {}) {
  const clock = options.clock ?? new ManualClock();
  const slack = await startSlack({
    ...{ port: 0, clock, requestUrl: 'http://127.0.0.1:1/slack', signingSecret, botToken },
    ...{ teamId: 'T0LOCAL', appId: 'A0LOCAL' },
    slashCommands: [{ command: '/ecs', description: 'Amazon ECS', usageHint: '[services|scale]' }],
    completions: [{ text: 'services', description: 'services of a cluster' }],
    ...options,
  });
  onTestFinished(() => slack.close());
  const web = new WebClient(botToken, {
    ...{ slackApiUrl: slack.apiUrl, rejectRateLimitedCalls: true, timeout: 2000, logger: silentLogger },
    retryConfig: { retries: 0 },
  });
  return { slack, web, clock: clock as ManualClock, client: clientOf(slack.url) };
}

import type { WebClientOptions } from '@slack/web-api';

/**
 * How every Slack client of the bot behaves: one try and five seconds, because a try after a time-out may post twice,
 * and the queue tries again anyway; told of a rate limit instead of sleeping through it on Lambda's clock.
 */
export function webClientOptions(slackApiUrl = 'https://slack.com/api/'): WebClientOptions {
  return { slackApiUrl, retryConfig: { retries: 0 }, timeout: 5000, rejectRateLimitedCalls: true };
}

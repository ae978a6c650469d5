import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { ReturnJob } from '../changes/return-job.ts';
import type { BotToken } from './bot-token.ts';
import type { Delivery } from './delivery.ts';
import { isTokenRefused } from './is-token-refused.ts';
import type { LineWorld } from './line-world.ts';
import { runReturn } from './run-return.ts';

export interface ReturnRunnerOptions {
  readonly botToken: BotToken;
  readonly clientOptions: WebClientOptions;
  readonly world: (web: WebClient) => LineWorld;
}

/** Runs what a timer put into the queue. It does not come from Slack, so it goes past Bolt. */
export function createReturnRunner({ botToken, clientOptions, world }: ReturnRunnerOptions) {
  return async (job: ReturnJob, delivery: Delivery): Promise<void> => {
    const web = new WebClient(await botToken.get(), clientOptions);
    try {
      await runReturn(job, delivery, world(web));
    } catch (error) {
      if (isTokenRefused(error)) botToken.forget();
      throw error;
    }
  };
}

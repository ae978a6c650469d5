import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { LessonJob } from '../../lesson/lesson-job.ts';
import type { BotToken } from '../bot-token.ts';
import type { Lessons } from './lessons.ts';

export interface LookRunnerOptions {
  readonly botToken: BotToken;
  readonly clientOptions: WebClientOptions;
  /** Undefined in a bot that was deployed without the hands-on. */
  readonly lessons: (web: WebClient) => Lessons | undefined;
}

/** Looks at a lesson because the events function asked for it; a look that fails is not worth being tried again. */
export function createLookRunner({ botToken, clientOptions, lessons }: LookRunnerOptions) {
  return async ({ userId, at }: LessonJob): Promise<void> => {
    await lessons(new WebClient(await botToken.get(), clientOptions))?.look(userId, at);
  };
}

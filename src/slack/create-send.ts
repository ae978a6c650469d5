import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Send } from '../task-events/send.ts';
import type { BotToken } from './bot-token.ts';
import { failedSend } from './failed-send.ts';
import { isTokenRefused } from './is-token-refused.ts';
import { sendMessage } from './send-message.ts';
import { sendReply } from './send-reply.ts';

/** Sends with the bot's token; a token that Slack refuses is read again, once. */
export function createSend(botToken: BotToken, options: WebClientOptions): Send {
  return async (place, message) => {
    const send = async () => {
      const web = new WebClient(await botToken.get(), options);
      const { channel, reply } = place;
      const ts = await (reply ? sendReply(web, channel, reply, message) : sendMessage(web, place, message));
      return { type: 'sent', ts } as const;
    };
    try {
      return await send();
    } catch (error) {
      if (!isTokenRefused(error)) return failedSend(error);
      botToken.forget();
      return send().catch(failedSend);
    }
  };
}

import type { WebClientOptions } from '@slack/web-api';
import type { Send, SendResult } from '../task-events/send.ts';
import type { BotToken } from './bot-token.ts';
import { BotClient } from './client.ts';
import { slackFailure } from './errors.ts';
import { sendMessage } from './send-message.ts';
import { sendReply } from './send-reply.ts';

/** Sends with the bot's token, and says what became of it as a value. */
export function createSend(botToken: BotToken, options: WebClientOptions): Send {
  const web = new BotClient(botToken, options);
  return async (place, message) => {
    try {
      const { channel, reply } = place;
      const ts = await (reply ? sendReply(web, channel, reply, message) : sendMessage(web, place, message));
      return { type: 'sent', ts };
    } catch (error) {
      return sendFailed(error);
    }
  };
}

/** What the error of a call, or of reading the token for it, says of the message that was to be sent. */
export function sendFailed(error: unknown): Exclude<SendResult, { type: 'sent' }> {
  const failure = slackFailure(error);
  if (failure === undefined) {
    return { type: 'later', error: error instanceof Error ? error.message : String(error) };
  }
  const { kind, code } = failure;
  if (kind === 'wait') {
    const { seconds } = failure;
    return { type: 'later', error: 'rate_limited', ...(seconds !== undefined && { seconds }) };
  }
  if (kind === 'broken') return { type: failure.answerLost ? 'unknown' : 'later', error: code };
  return { type: 'gone', error: code };
}

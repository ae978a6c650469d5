import type { App } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { messagesFor } from '../messages/messages-for.ts';
import { typeItView } from '../views/problem.ts';
import type { LineDeps } from './context.ts';
import { sendMessage } from './post.ts';
import { AnswerLost, tellPerson } from './respond.ts';

/** What of a mention or a direct message counts. */
interface Heard {
  readonly user?: string;
  readonly channel: string;
  readonly text?: string;
  /** Of what is no person's new message: an edit, a message of a bot. */
  readonly subtype?: string;
  readonly bot_id?: string;
}

/**
 * Who mentions the bot, or writes to it, is told in a sentence how to ask: only a command says who asks for what in a way that Slack
 * vouches for. Nothing is run. Where it can't be told, it is let be.
 */
export function onMessages(app: App, web: WebClient, deps: () => LineDeps): void {
  app.event('app_mention', ({ event }) => answer(event as Heard, false));
  app.event('message', async ({ event }) => {
    if ('channel_type' in event && event.channel_type === 'im') await answer(event as Heard, true);
  });

  async function answer({ user, channel, text = '', subtype, bot_id }: Heard, isDirect: boolean) {
    if (user === undefined || subtype !== undefined || bot_id !== undefined) return;
    const { access, commands, messages, logger } = deps();
    try {
      const words = await access.person(user).then(
        ({ locale }) => messagesFor(locale),
        () => messages,
      );
      const names = commands.filter(({ hidden }) => !hidden).map(({ name }) => name);
      const view = typeItView(text, names, words);
      const caller = { teamId: '', userId: user, channelId: channel };
      if (isDirect) await sendMessage(web, { channel }, view);
      else await tellPerson({ web, caller, lastTry: true }, view);
    } catch (error) {
      logger.warn('Who wrote to the bot was not answered', { channel, error: error as Error });
      if (!(error instanceof AnswerLost)) return;
    }
  }
}

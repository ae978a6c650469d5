import {
  App,
  type BlockAction,
  type Logger as BoltLogger,
  type ButtonAction,
  type Context,
  type SlashCommand,
} from '@slack/bolt';
import type { WebClient, WebClientOptions } from '@slack/web-api';
import type { Caller } from '../commands/caller.ts';
import type { SharedReadings } from '../store/shared-readings.ts';
import { createAnswer } from './answer.ts';
import type { BotToken } from './bot-token.ts';
import type { Delivery } from './delivery.ts';
import { isTokenRefused } from './is-token-refused.ts';
import type { LineWorld } from './line-world.ts';
import { onDirectoryEvents } from './on-directory-events.ts';
import { QueueReceiver } from './queue-receiver.ts';
import { runLine } from './run-line.ts';

export interface AppOptions {
  readonly botToken: BotToken;
  readonly clientOptions: WebClientOptions;
  readonly logger: BoltLogger;
  /** What Slack's directory was read as; its events make it be read again. */
  readonly readings: Pick<SharedReadings, 'forget'>;
  /** The world of one request: `web` carries the token that its authorization gave. */
  readonly world: (web: WebClient) => LineWorld;
}

/**
 * The Bolt app behind the commands queue. It has no error handler on purpose: Bolt then rejects, and the queue brings
 * the job again; one that swallows would lose it.
 */
export function createApp({ botToken, clientOptions, logger, readings, world }: AppOptions): QueueReceiver {
  const receiver = new QueueReceiver();
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: await botToken.get() }),
    clientOptions,
    convoStore: false,
    logger,
  });

  // A token that Slack refuses was rotated: the job fails, and comes again to a fresh one.
  app.use(async ({ next }) => {
    try {
      await next();
    } catch (error) {
      if (isTokenRefused(error)) botToken.forget();
      throw error;
    }
  });

  app.command(/.*/, async ({ command, client, context, ack }) => {
    const caller = commandCaller(command);
    const answer = createAnswer({
      web: client,
      caller,
      responseUrl: command.response_url,
      replacesOriginal: false,
    });
    await runLine({ line: command.text, caller, answer, delivery: delivery(context) }, world(client));
    await ack();
  });

  app.action<BlockAction<ButtonAction>>(/^line:/, async ({ body, action, client, context, ack }) => {
    const caller = actionCaller(body);
    const answer = createAnswer({
      web: client,
      caller,
      responseUrl: body.response_url,
      replacesOriginal: body.container.is_ephemeral === true,
    });
    await runLine({ line: action.value ?? '', caller, answer, delivery: delivery(context) }, world(client));
    await ack();
  });

  onDirectoryEvents(app, readings);

  // What the bot offers no answer to (a button that opens a link, somebody's shortcut or modal) is done at once:
  // given back, it would block its person's other commands.
  app.action(/^(?!line:)/, async ({ ack }) => ack());
  app.shortcut(/.*/, async ({ ack }) => ack());
  app.view(/.*/, async ({ ack }) => ack());
  app.view({ type: 'view_closed', callback_id: /.*/ }, async ({ ack }) => ack());
  return receiver;
}

function commandCaller({ team_id, user_id, channel_id }: SlashCommand): Caller {
  return { teamId: team_id, userId: user_id, channelId: channel_id };
}

function actionCaller({ team, user, channel, container }: BlockAction): Caller {
  return {
    teamId: team?.id ?? '',
    userId: user.id,
    channelId: channel?.id ?? String(container.channel_id ?? ''),
  };
}

/** What QueueReceiver gave as a custom property. */
function delivery(context: Context): Delivery {
  const found = (context as { readonly delivery?: Delivery }).delivery;
  if (!found) throw new Error('A job without its delivery');
  return found;
}

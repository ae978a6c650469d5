import type { Logger } from '@aws-lambda-powertools/logger';
import {
  App,
  type BlockAction,
  type Logger as BoltLogger,
  type ButtonAction,
  type Context,
  LogLevel,
  type Receiver,
  type SlashCommand,
} from '@slack/bolt';
import type { WebClient, WebClientOptions } from '@slack/web-api';
import type { Caller } from '../commands/line/command.ts';
import type { Job } from '../front-door/job.ts';
import type { SharedReadings } from '../store/shared-readings.ts';
import { typeItView } from '../views/problem.ts';
import type { Delivery, LineDeps } from './context.ts';
import { onDirectoryEvents } from './directory.ts';
import type { SlackFetch } from './fetch.ts';
import { sendMessage } from './post.ts';
import { AnswerLost, createAnswer, tellPerson } from './respond.ts';
import { runLine } from './run-line.ts';

/** Sends Bolt's logs through our logger: JSON, warnings and above only. */
export function boltLogger(logger: Pick<Logger, 'warn' | 'error'>): BoltLogger {
  const text = (parts: unknown[]) => parts.map(String).join(' ');
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => logger.warn(text(parts)),
    error: (...parts) => logger.error(text(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}

interface AppOptions {
  /** Holds the bot's token. */
  readonly web: WebClient;
  readonly fetch: SlackFetch;
  readonly clientOptions: WebClientOptions;
  readonly logger: BoltLogger;
  /** Cached readings of Slack's directory. Directory events clear them, so they are read again. */
  readonly readings: Pick<SharedReadings, 'forget'>;
  /** The dependencies of one request. */
  readonly world: () => LineDeps;
}

/**
 * The Bolt app behind the commands queue. It has no error handler on purpose: Bolt then rejects, and the queue redelivers the job. A handler that
 * swallows the error would lose the job.
 */
export function createApp({ web, fetch, clientOptions, logger, readings, world }: AppOptions): QueueReceiver {
  const receiver = new QueueReceiver();
  const app = new App({
    receiver,
    // Bolt's own client is not used: ours reads the token again after a rotation.
    authorize: async () => ({}),
    clientOptions,
    convoStore: false,
    logger,
  });

  app.command(/.*/, async ({ command, context, ack }) => {
    const caller = commandCaller(command);
    const delivery = deliveryIn(context);
    const { response_url: responseUrl } = command;
    const { lastTry } = delivery;
    const answer = createAnswer({ web, fetch, caller, responseUrl, replacesOriginal: false, lastTry });
    await runLine({ line: command.text, command: command.command, caller, answer, delivery }, world());
    await ack();
  });

  app.action<BlockAction<ButtonAction>>(/^line:/, async ({ body, action, context, ack }) => {
    const caller = actionCaller(body);
    const delivery = deliveryIn(context);
    const { response_url: responseUrl, container } = body;
    const replacesOriginal = container.is_ephemeral === true;
    const { lastTry } = delivery;
    const answer = createAnswer({ web, fetch, caller, responseUrl, replacesOriginal, lastTry });
    await runLine({ line: action.value ?? '', caller, answer, delivery }, world());
    await ack();
  });

  onDirectoryEvents(app, readings);
  onMessages(app, web, world);

  // Actions the bot does not answer (a link button, another shortcut or modal) are acknowledged at once: a failed job would block this person's other
  // commands.
  app.action(/^(?!line:)/, async ({ ack }) => ack());
  app.shortcut(/.*/, async ({ ack }) => ack());
  app.view(/.*/, async ({ ack }) => ack());
  app.view({ type: 'view_closed', callback_id: /.*/ }, async ({ ack }) => ack());
  return receiver;
}

/** The fields we use of a mention or a direct message. */
interface Heard {
  readonly user?: string;
  readonly channel: string;
  readonly text?: string;
  /** Set when it is not a new message from a person: an edit, a bot's message. */
  readonly subtype?: string;
  readonly bot_id?: string;
}

/**
 * Someone who mentions the bot or writes to it gets a sentence on how to ask. Nothing is run: only a slash command carries an identity that Slack
 * vouches for. If the sentence can't be posted, it is dropped.
 */
function onMessages(app: App, web: WebClient, deps: () => LineDeps): void {
  app.event('app_mention', ({ event }) => answer(event as Heard, false));
  app.event('message', async ({ event }) => {
    if ('channel_type' in event && event.channel_type === 'im') await answer(event as Heard, true);
  });

  async function answer({ user, channel, text = '', subtype, bot_id }: Heard, isDirect: boolean) {
    if (user === undefined || subtype !== undefined || bot_id !== undefined) return;
    const { access, commands, messages, messagesFor, logger } = deps();
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

function commandCaller({ team_id, user_id, channel_id, channel_name }: SlashCommand): Caller {
  return { teamId: team_id, userId: user_id, channelId: placeOf(channel_id, channel_name) };
}

function actionCaller({ team, user, channel, container }: BlockAction): Caller {
  return {
    teamId: team?.id ?? '',
    userId: user.id,
    channelId: placeOf(channel?.id ?? String(container.channel_id ?? ''), channel?.name ?? ''),
  };
}

/**
 * A group direct message (`mpdm-ann--ben-1`) has a channel's id, but nobody can invite the bot there. It counts as a direct message, and changes
 * requested in it are announced in the default channel.
 */
function placeOf(channelId: string, name: string): string {
  return name.startsWith('mpdm-') ? `D${channelId}` : channelId;
}

/** The delivery that QueueReceiver passed as a custom property. */
function deliveryIn(context: Context): Delivery {
  const found = (context as { readonly delivery?: Delivery }).delivery;
  if (!found) throw new Error('A job without its delivery');
  return found;
}

/**
 * A Bolt receiver fed by a queue instead of HTTP. The front door has already answered Slack, so `ack` only means that a listener finished the job.
 */
export class QueueReceiver implements Receiver {
  #app: App | undefined;

  init(app: App): void {
    this.#app = app;
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  /**
   * Runs one job through the app. Rejects with the listener's error, or when no listener acknowledged the job: either way the job is not done and
   * must be retried.
   */
  async receive(job: Job, delivery: Delivery): Promise<void> {
    if (!this.#app) throw new Error('QueueReceiver: the Bolt app is not initialised');
    let acknowledged = false;
    await this.#app.processEvent({
      body: { ...job.body },
      ack: async () => {
        acknowledged = true;
      },
      ...(job.retryNum !== undefined && { retryNum: job.retryNum }),
      ...(job.retryReason !== undefined && { retryReason: job.retryReason }),
      customProperties: { delivery },
    });
    if (!acknowledged) throw new Error(`No listener took the ${job.kind} job ${job.id}`);
  }
}

import type { Logger } from '@aws-lambda-powertools/logger';
import type { Access } from '../access/access.ts';
import type { AuditStore, ChangeStore } from '../changes/audit.ts';
import type { Approvals, RevertTimer, Story } from '../changes/context.ts';
import type { Clients } from '../changes/kinds/kind.ts';
import type { Caller, Command, CommandContext } from '../commands/line/command.ts';
import type { Reply } from '../commands/registry.ts';
import type { Finding } from '../doctor/check.ts';
import type { HandsOnRequest } from '../hands-on/hands-on.ts';
import type { Messages } from '../messages/en/index.ts';
import type { MessagesFor } from '../messages/messages-for.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { Message } from '../views/blocks.ts';
import type { ChannelMessages } from './post.ts';
import type { Answer } from './respond.ts';

/** What the queue says about a job besides its content; listeners find it in Bolt's `context.delivery`. */
export interface Delivery {
  readonly jobId: string;
  /** When Slack's request arrived, epoch milliseconds. */
  readonly receivedAt: number;
  /** Nobody has been shown anything about the job yet. */
  readonly firstTry: boolean;
  /** After this try the job goes to the dead-letter queue. */
  readonly lastTry: boolean;
}

/** Who asked for a hands-on, and where. */
export interface Learner {
  readonly userId: string;
  readonly channelId: string;
  /** The learner's language. */
  readonly language: string;
  /** The request's job id: a retry of the same job posts at most twice. */
  readonly jobId: string;
}

/** Each learner's hands-on. One learner's requests and checks run one after another. */
export interface Guide {
  /** Shows the hands-on as it is now: posts a message at the bottom, or edits the existing one. Throws CannotPost. */
  show(ask: HandsOnRequest, learner: Learner): Promise<void>;
  /** Checks AWS after the learner did something. Never rejects: the next check sees the same. */
  touch(userId: string): Promise<void>;
  /** Checks AWS because something happened after `at`, epoch milliseconds. Never rejects. */
  check(userId: string, at: number): Promise<void>;
}

/** A line to run: typed after `/ecs`, or the value of a pressed button. */
export interface LineRequest {
  readonly line: string;
  /** The slash command it was typed after; absent for a button. */
  readonly command?: string;
  readonly caller: Caller;
  readonly answer: Answer;
  readonly delivery: Delivery;
}

/** What running a line needs, the same for every request; `functions/worker.ts` builds it. */
export interface LineDeps extends Omit<CommandContext, 'caller'> {
  readonly commands: readonly Command<Reply>[];
  readonly access: Access;
  readonly ecsOnce: Clients['ecsOnce'];
  /** Whether the bot begins, answers and rolls back deployments. */
  readonly deployments: boolean;
  readonly store: ChangeStore;
  readonly audit: AuditStore;
  readonly story: Story;
  readonly approvals: Approvals;
  readonly revertTimer: RevertTimer;
  /** Checks only whether Slack accepts the token. */
  readonly examineToken: (teamId: string) => Promise<readonly Finding[]>;
  readonly settings: {
    readonly store: SettingsStore;
    /** Posts in a channel, at most twice for one `key`. Throws CannotPost. */
    readonly announce: (key: string, channel: string, message: Message) => Promise<unknown>;
    /** The same, in a person's direct messages. */
    readonly direct: (key: string, userId: string, message: Message) => Promise<unknown>;
    /** Has the events function check for mutes and freezes that have ended at this time, epoch milliseconds. */
    readonly remind: (at: number) => Promise<void>;
  };
  /** Only in a bot deployed for the hands-on. */
  readonly guide: Guide | undefined;
  /** For what only the caller reads, in their language; until it is known who they are, in the deployed language. */
  readonly messages: Messages;
  readonly messagesFor: MessagesFor;
  /** For what a channel reads, in its language. */
  readonly channelMessages: ChannelMessages;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly sleep: (ms: number) => Promise<void>;
}

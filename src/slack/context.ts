import type { Logger } from '@aws-lambda-powertools/logger';
import type { Access } from '../access/access.ts';
import type { AuditStore, ChangeStore } from '../changes/audit.ts';
import type { Approvals, RevertTimer, Story } from '../changes/context.ts';
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

/** What the queue says of a job beside its content; listeners find it in Bolt's `context.delivery`. */
export interface Delivery {
  readonly jobId: string;
  /** When Slack's request came in, epoch milliseconds. */
  readonly receivedAt: number;
  /** Nobody was told anything of the job yet. */
  readonly firstTry: boolean;
  /** After this try the job goes to the dead-letter queue. */
  readonly lastTry: boolean;
}

/** Who asks for a hands-on, and where. */
export interface Learner {
  readonly userId: string;
  readonly channelId: string;
  /** The learner's language. */
  readonly language: string;
  /** Of the request: the same one coming again posts at most twice. */
  readonly jobId: string;
}

/** The hands-on of each learner. One learner's requests and checks run one after the other. */
export interface Guide {
  /** Shows the hands-on as it stands now: a message at the bottom, or the one that is there. Throws CannotPost. */
  show(ask: HandsOnRequest, learner: Learner): Promise<void>;
  /** Looks at AWS after the learner did something. Never rejects: the next look sees the same. */
  touch(userId: string): Promise<void>;
  /** Looks at AWS because something happened after `at`, epoch milliseconds. Never rejects. */
  check(userId: string, at: number): Promise<void>;
}

/** A line to run: typed after `/ecs`, or the value of a button that was pressed. */
export interface LineRequest {
  readonly line: string;
  /** The slash command that it was typed behind; absent for a press. */
  readonly command?: string;
  readonly caller: Caller;
  readonly answer: Answer;
  readonly delivery: Delivery;
}

/** What running lines needs, the same for every request; `functions/worker.ts` builds it. */
export interface LineDeps extends Omit<CommandContext, 'caller'> {
  readonly commands: readonly Command<Reply>[];
  readonly access: Access;
  readonly store: ChangeStore;
  readonly audit: AuditStore;
  readonly story: Story;
  readonly approvals: Approvals;
  readonly revertTimer: RevertTimer;
  /** Asks only whether Slack takes the token. */
  readonly examineToken: (teamId: string) => Promise<readonly Finding[]>;
  readonly settings: {
    readonly store: SettingsStore;
    /** Posts in a channel, for one `key` at most twice. Throws CannotPost. */
    readonly announce: (key: string, channel: string, message: Message) => Promise<unknown>;
    /** The same in a person's direct messages. */
    readonly direct: (key: string, userId: string, message: Message) => Promise<unknown>;
    /** Has the events function look at this time, epoch milliseconds, for mutes that ended. */
    readonly remind: (at: number) => Promise<void>;
  };
  /** In a bot that was deployed for the hands-on. */
  readonly guide: Guide | undefined;
  /** What the person who asks reads alone, in their language; before it is known who they are, in the deployed one. */
  readonly messages: Messages;
  readonly messagesFor: MessagesFor;
  /** What a channel reads, in its language. */
  readonly channelMessages: ChannelMessages;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly sleep: (ms: number) => Promise<void>;
}

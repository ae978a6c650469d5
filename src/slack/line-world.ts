import type { Logger } from '@aws-lambda-powertools/logger';
import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { Access } from '../access/access.ts';
import type { Approvals } from '../changes/approvals.ts';
import type { ChangeStore } from '../changes/change-store.ts';
import type { Returns } from '../changes/returns.ts';
import type { Story } from '../changes/story.ts';
import type { Command } from '../commands/command.ts';
import type { Finding } from '../doctor/finding.ts';
import type { HandsOn } from '../ecs/hands-on.ts';
import type { AuditStore } from '../store/audit-store.ts';
import type { BlackBox } from '../store/black-box.ts';
import type { SettingsStore } from '../store/settings-store.ts';
import type { Message } from '../views/message.ts';
import type { Messages } from '../views/messages/messages.ts';
import type { MessagesFor } from '../views/messages/messages-for.ts';
import type { Settings } from '../watches/settings.ts';
import type { ChannelMessages } from './channel-messages.ts';
import type { Lessons } from './lesson/lessons.ts';

/** What running lines needs, the same for every request; `functions/worker.ts` builds it. */
export interface LineWorld {
  readonly commands: readonly Command[];
  readonly ecs: ECSClient;
  readonly autoscaling: ApplicationAutoScalingClient;
  readonly ecr: ECRClient;
  readonly logs: CloudWatchLogsClient;
  readonly logsOn: boolean;
  readonly store: ChangeStore;
  readonly audit: AuditStore;
  readonly box: BlackBox;
  readonly story: Story;
  readonly approvals: Approvals;
  readonly returns: Returns;
  /** Asks every part of the bot whether it is well; the seconds to wait where that was asked too often. */
  readonly examine: (teamId: string) => Promise<readonly Finding[] | { readonly waitSeconds: number }>;
  /** Asks only whether Slack takes the token. */
  readonly examineToken: (teamId: string) => Promise<readonly Finding[]>;
  readonly readSettings: () => Promise<Settings>;
  readonly settings: {
    readonly store: SettingsStore;
    /** Posts in a channel, for one `key` at most twice. Throws CannotPost. */
    readonly announce: (key: string, channel: string, message: Message) => Promise<unknown>;
    /** Has the events function look at this time, epoch milliseconds, for mutes that ended. */
    readonly remind: (at: number) => Promise<void>;
  };
  readonly access: Access;
  readonly defaultChannel: string;
  readonly maximumDesiredCount: number;
  readonly handsOn: HandsOn | undefined;
  /** In a bot that was deployed for the hands-on. */
  readonly lessons: Lessons | undefined;
  /** What the person who asks reads alone, in their language; before it is known who they are, in the deployed one. */
  readonly messages: Messages;
  readonly messagesFor: MessagesFor;
  /** What a channel reads, in its language. */
  readonly channelMessages: ChannelMessages;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { Access } from '../access/access.ts';
import type { ChangeStore } from '../changes/change-store.ts';
import type { Finding } from '../doctor/finding.ts';
import type { HandsOn } from '../ecs/hands-on.ts';
import type { AuditStore } from '../store/audit-store.ts';
import type { BlackBox } from '../store/black-box.ts';
import type { Settings } from '../watches/settings.ts';
import type { Caller } from './caller.ts';
import type { Command } from './command.ts';

/** What a command may use; only `functions/` and tests build one. */
export interface CommandContext {
  /** The registry, `src/commands/commands.ts`. */
  readonly commands: readonly Command[];
  /** Who the caller is and what they may look at. What a command gets shows that and nothing else: see `readableContext`. */
  readonly access: Pick<Access, 'decide' | 'readable' | 'basis'>;
  readonly ecs: ECSClient;
  readonly autoscaling: ApplicationAutoScalingClient;
  readonly ecr: ECRClient;
  readonly logs: CloudWatchLogsClient;
  /** Whether logs may be shown where no tag of a service says so. */
  readonly logsOn: boolean;
  /** Tasks that stopped within thirty days. */
  readonly box: BlackBox;
  /** What was changed and refused. */
  readonly audit: Pick<AuditStore, 'entries'>;
  /** Changes that were made, for what takes them back. */
  readonly store: Pick<ChangeStore, 'getIntent' | 'getOutcome' | 'getLease' | 'scaledSince'>;
  readonly caller: Caller;
  /** Hears what no channel follows; empty where there is none. */
  readonly defaultChannel: string;
  /** Asks every part of the bot whether it is well, for this workspace; the seconds to wait where that was asked too often. */
  readonly examine: (teamId: string) => Promise<readonly Finding[] | { readonly waitSeconds: number }>;
  /** Watches, mutes and languages as they stand now. */
  readonly readSettings: () => Promise<Settings>;
  /** No command asks for a desired count above this. */
  readonly maximumDesiredCount: number;
  /** The hands-on's stack, in a bot that was deployed for it. */
  readonly handsOn: HandsOn | undefined;
  /** Now, epoch milliseconds. */
  readonly now: () => number;
}

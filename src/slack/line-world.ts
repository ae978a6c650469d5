import type { Logger } from '@aws-lambda-powertools/logger';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { ChangeStore } from '../changes/change-store.ts';
import type { Story } from '../changes/story.ts';
import type { Command } from '../commands/command.ts';
import type { Messages } from '../views/messages/messages.ts';

/** What running lines needs, the same for every request; `functions/worker.ts` builds it. */
export interface LineWorld {
  readonly commands: readonly Command[];
  readonly ecs: ECSClient;
  readonly ecr: ECRClient;
  readonly store: ChangeStore;
  readonly story: Story;
  readonly operators: readonly string[];
  readonly defaultChannel: string;
  readonly maximumDesiredCount: number;
  readonly messages: Messages;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly now: () => number;
}

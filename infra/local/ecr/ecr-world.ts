import type { Clock } from '../clock.ts';
import type { EventBridgeEvent } from '../events/event-bridge-event.ts';
import type { EcrRepository } from './ecr-repository.ts';

/** What every ECR action works on; `repositories` by name. */
export interface EcrWorld {
  readonly clock: Clock;
  readonly accountId: string;
  readonly region: string;
  readonly onEvent: (event: EventBridgeEvent) => void;
  readonly repositories: Map<string, EcrRepository>;
}

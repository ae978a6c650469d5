import type { Clock } from '../clock.ts';
import type { Faults } from './limits/faults.ts';
import type { RateLimiter } from './limits/rate-limiter.ts';
import type { SlackOptions } from './slack-options.ts';
import type { Hub } from './state/hub.ts';
import type { InputState } from './state/input-state.ts';
import type { MessageStore } from './state/message-store.ts';
import type { ResponseUrls } from './state/response-urls.ts';
import type { TriggerIds } from './state/trigger-ids.ts';
import type { ViewStore } from './state/view-store.ts';
import type { Workspace } from './workspace/workspace.ts';

/** Everything behind the local Slack's HTTP server. */
export interface SlackWorld {
  readonly clock: Clock;
  /** The server's address, without a slash at the end. */
  url(): string;
  readonly app: {
    readonly id: string;
    readonly scopes: readonly string[];
    readonly events: readonly string[];
    requestUrl(): string;
    signingSecret(): string;
    botToken(): string;
  };
  readonly options: SlackOptions;
  readonly workspace: Workspace;
  readonly hub: Hub;
  readonly messages: MessageStore;
  readonly responseUrls: ResponseUrls;
  readonly triggers: TriggerIds;
  readonly views: ViewStore;
  readonly inputs: InputState;
  readonly rates: RateLimiter;
  readonly faults: Faults;
}

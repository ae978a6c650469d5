import type { Clock } from '../clock.ts';
import type { EcsSnapshot } from '../ecs/snapshot.ts';
import type { Faults, RateLimiter } from './limits.ts';
import type { Hub, MessageStore } from './state/messages.ts';
import type { InputState, ResponseUrls, TriggerIds, ViewStore } from './state/views.ts';
import type { Workspace } from './workspace/workspace.ts';

/** A command of the app, as its manifest declares it. */
export interface SlashCommand {
  /** With the leading slash: `/ecs`. */
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
  /** Its text is sent with the ids of the people and channels in it. */
  readonly escapes?: boolean;
}

/** A first word that the composer offers after the command. */
export interface Completion {
  readonly text: string;
  readonly description: string;
  readonly inJapanese?: string;
}

export interface SlackOptions {
  readonly clock: Clock;
  /** The URL for commands, block actions and events: the app's `POST /slack`. */
  readonly requestUrl: string | (() => string);
  readonly signingSecret: string | (() => string);
  readonly botToken: string | (() => string);
  readonly teamId: string;
  readonly appId: string;
  /** Its name in messages. */
  readonly botName?: string;
  /** The bot token's scopes; a method that needs another is refused with `missing_scope`. */
  readonly scopes?: readonly string[];
  /** Event types that the app subscribed to. */
  readonly botEvents?: readonly string[];
  /** Sent as `enterprise_id` when the workspace belongs to an Enterprise organization. */
  readonly enterpriseId?: string;
  readonly slashCommands: readonly SlashCommand[];
  readonly completions: readonly Completion[];
  /** Whether the app's manifest enables a Home tab; without it none is shown, and what `views.publish` publishes appears nowhere. */
  readonly homeTab?: boolean;
  /** Stands in for `docker push` where there is no Docker: puts an image into a repository of the local ECR. Throws a one-sentence error. */
  readonly pushImage?: (repository: string) => Promise<void>;
  /** The local ECS for the side panel. */
  readonly ecs?: { snapshot(): EcsSnapshot; onChange(listener: () => void): () => void };
}

/** Everything behind the local Slack's HTTP server. */
export interface SlackWorld {
  readonly clock: Clock;
  /** The server's URL, without a trailing slash. */
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

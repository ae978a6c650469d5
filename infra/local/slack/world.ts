import type { Clock } from '../clock.ts';
import type { EcsSnapshot } from '../ecs/snapshot.ts';
import type { Faults, RateLimiter } from './limits.ts';
import type { Hub, MessageStore } from './state/messages.ts';
import type { InputState, ResponseUrls, TriggerIds, ViewStore } from './state/views.ts';
import type { Workspace } from './workspace/workspace.ts';

/** A command of the app, as its manifest declares it. */
export interface SlashCommand {
  /** With the slash: `/ecs`. */
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
  /** Its text comes with the ids of the people and channels in it. */
  readonly escapes?: boolean;
}

/** A first word that the composer offers after the command. */
export interface Completion {
  readonly text: string;
  readonly description: string;
  readonly inJapanese?: string;
}

export interface SlackOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly clock: Clock;
  /** Where commands, block actions and events go: the app's `POST /slack`. */
  readonly requestUrl: string | (() => string);
  readonly signingSecret: string | (() => string);
  readonly botToken: string | (() => string);
  readonly teamId: string;
  readonly appId: string;
  /** Its name in messages. */
  readonly botName?: string;
  /** The bot token's scopes; what needs another one is refused with `missing_scope`. */
  readonly scopes?: readonly string[];
  /** Event types that the app subscribed to. */
  readonly botEvents?: readonly string[];
  /** Sent as `enterprise_id` when the workspace belongs to an Enterprise organisation. */
  readonly enterpriseId?: string;
  readonly slashCommands: readonly SlashCommand[];
  readonly completions: readonly Completion[];
  /** The app's manifest gives it a Home tab; without one none is shown, and `views.publish` has nowhere to go. */
  readonly homeTab?: boolean;
  /** What stands for `docker push` where there is no Docker: puts an image into a repository of the local ECR. Throws a sentence. */
  readonly pushImage?: (repository: string) => Promise<void>;
  /** The local ECS for the side panel. */
  readonly ecs?: { snapshot(): EcsSnapshot; onChange(listener: () => void): () => void };
}

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

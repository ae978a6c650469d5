import { Faults } from './limits/faults.ts';
import { RateLimiter } from './limits/rate-limiter.ts';
import type { SlackOptions } from './slack-options.ts';
import type { SlackWorld } from './slack-world.ts';
import { createHub } from './state/create-hub.ts';
import { InputState } from './state/input-state.ts';
import { MessageStore } from './state/message-store.ts';
import { ResponseUrls } from './state/response-urls.ts';
import { TriggerIds } from './state/trigger-ids.ts';
import { ViewStore } from './state/view-store.ts';
import { createWorkspace } from './workspace/create-workspace.ts';

/** What a bot may do unless the options say otherwise: `chat:write.public` is not in it. */
const defaultScopes = [
  ...['commands', 'chat:write', 'im:write', 'users:read', 'usergroups:read'],
  ...['channels:read', 'channels:join', 'channels:history', 'im:read', 'im:history'],
];

/** The state of a fresh workspace. */
export function createWorld(options: SlackOptions, url: () => string): SlackWorld {
  const { clock } = options;
  const hub = createHub();
  return {
    clock,
    url,
    app: {
      id: options.appId,
      scopes: options.scopes ?? defaultScopes,
      events: options.botEvents ?? ['app_home_opened'],
      requestUrl: read(options.requestUrl),
      signingSecret: read(options.signingSecret),
      botToken: read(options.botToken),
    },
    options,
    workspace: createWorkspace(options.teamId, options.botName ?? 'ECS Ops Bot', clock.now()),
    hub,
    messages: new MessageStore(clock, hub),
    responseUrls: new ResponseUrls(clock),
    triggers: new TriggerIds(clock),
    views: new ViewStore(hub),
    inputs: new InputState(),
    rates: new RateLimiter(clock),
    faults: new Faults(hub),
  };
}

function read(value: string | (() => string)): () => string {
  return typeof value === 'string' ? () => value : value;
}

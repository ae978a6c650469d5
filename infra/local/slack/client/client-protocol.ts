import type { EcsSnapshot } from '../../ecs/snapshot/take-snapshot.ts';
import type { Fault } from '../limits/fault.ts';
import type { Completion, SlashCommand } from '../slack-options.ts';
import type { Message } from '../state/message.ts';
import type { View } from '../state/view.ts';
import type { Person } from '../workspace/person.ts';
import type { PersonChange } from '../workspace/set-person.ts';

/** A conversation as a client lists it. */
export interface ClientChannel {
  readonly id: string;
  readonly kind: 'channel' | 'im';
  readonly name: string;
  readonly topic: string;
  /** The bot reads and writes here. */
  readonly hasBot: boolean;
  /** The bot at the other end of a direct message. */
  readonly bot?: string;
}

/** A user group as a client lists it. */
export interface ClientGroup {
  readonly id: string;
  readonly handle: string;
  readonly members: readonly string[];
}

/** Everything that one person's client shows. */
export interface ClientState {
  readonly team: { readonly id: string; readonly name: string };
  readonly you: string;
  readonly people: readonly Person[];
  readonly groups: readonly ClientGroup[];
  readonly channels: readonly ClientChannel[];
  /** Oldest first, of all channels, replies included. */
  readonly messages: readonly Message[];
  readonly commands: readonly SlashCommand[];
  readonly completions: readonly Completion[];
  /** The app's manifest gives it a Home tab. */
  readonly homeTab: boolean;
  readonly faults: readonly Fault[];
  /** Methods that a fault can be set for. */
  readonly methods: readonly string[];
  /** Open modals, the last one on top. */
  readonly modals: readonly View[];
  readonly home?: View;
  /** The local ECR takes images from here. */
  readonly pushes: boolean;
  /** The local ECS, when there is one. */
  readonly ecs?: EcsSnapshot;
}

/** One server-sent event. The first is `state`; the others change it. */
export type ClientChange =
  | { readonly type: 'state'; readonly state: ClientState }
  | { readonly type: 'message'; readonly message: Message }
  | { readonly type: 'message_deleted'; readonly channel: string; readonly ts: string }
  | { readonly type: 'channels'; readonly channels: readonly ClientChannel[] }
  | {
      readonly type: 'people';
      readonly people: readonly Person[];
      readonly groups: readonly ClientGroup[];
    }
  | { readonly type: 'faults'; readonly faults: readonly Fault[] }
  | { readonly type: 'views'; readonly modals: readonly View[]; readonly home?: View }
  | { readonly type: 'ecs'; readonly ecs: EcsSnapshot };

/** `POST /client/<name>`: what each takes beside `user`, and what it answers. */
export interface ClientRequests {
  send: { channel: string; text: string; threadTs?: string };
  act: ElementPlace & { chosen: readonly { value: string; text?: string }[] };
  suggest: ElementPlace & { query: string };
  open: { channel: string; tab: 'home' | 'messages' };
  submit: {
    view: string;
    inputs: readonly (ElementId & { chosen: readonly { value: string; text?: string }[] })[];
  };
  close: { view: string };
  fault: {
    method: string;
    kind: string;
    calls: number;
    retryAfter?: number;
    blockType?: string;
    error?: string;
  };
  clearFaults: Record<never, never>;
  push: { repository: string };
  /** Changes a person, whoever asks. */
  person: { id: string; change: PersonChange };
  /** Sets a user group's members, whoever asks. */
  group: { id: string; members: readonly string[] };
}

export interface ElementId {
  blockId: string;
  actionId: string;
}

/** An element of a message (`channel` and `ts`) or of a view. */
export interface ElementPlace extends ElementId {
  channel?: string;
  ts?: string;
  view?: string;
}

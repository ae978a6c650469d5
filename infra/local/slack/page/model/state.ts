import type { ConfirmationDialog } from '@slack/types';
import type { ClientChange, ClientRequests, ClientState, ElementId } from '../../client/protocol.ts';
import type { Message } from '../../state/messages.ts';

/** An open menu of a select or overflow element. */
export interface OpenMenu {
  readonly key: string;
  readonly query: string;
  readonly active: number;
  /** Options that the app suggested, for external menus. */
  readonly suggested?: { readonly options?: readonly unknown[]; readonly option_groups?: readonly unknown[] };
  readonly loading: boolean;
}

/** The state of this window alone: where the person is and what is open. */
export interface Ui {
  readonly channel: string;
  /** The parent's `ts` of the open thread. */
  readonly thread: string | undefined;
  readonly tab: 'messages' | 'home';
  /** Whether the left column is open on a phone. */
  readonly drawer: boolean;
  readonly ecsOpen: boolean;
  readonly faultsOpen: boolean;
  readonly peopleOpen: boolean;
  /** Whether the switch shows the people with no rights. */
  readonly othersOpen: boolean;
  readonly connected: boolean;
  readonly unread: Readonly<Record<string, number>>;
  /** By composer: a channel's id, with the parent's `ts` for a thread. */
  readonly drafts: Readonly<Record<string, string>>;
  /** The selected line of the completion list by composer: -1 for none, undefined when closed with Escape. */
  readonly completion: Readonly<Record<string, number | undefined>>;
  /** Lines sent, newest last, and how far back the composer has gone. */
  readonly sent: readonly string[];
  readonly recall: number;
  /** Elements waiting for the acknowledgement of a press. */
  readonly busy: ReadonlySet<string>;
  /** Errors by message or view. */
  readonly failures: Readonly<Record<string, string>>;
  readonly menu: OpenMenu | undefined;
  readonly confirm: { readonly dialog: ConfirmationDialog; readonly proceed: () => void } | undefined;
  /** What was folded, unfolded, sorted or paged, each by its own key. */
  readonly view: Readonly<Record<string, string>>;
  /** What was chosen in menus and inputs, by element. */
  readonly chosen: Readonly<Record<string, Chosen>>;
  readonly modalErrors: Readonly<Record<string, string>>;
  /** True when new messages arrived while scrolled up. */
  readonly below: boolean;
}

/** Where an element is: in a message or a view. */
export type Place = { readonly channel: string; readonly ts: string } | { readonly view: string };

/** The actions that views can trigger. */
export interface Actions {
  ui(change: Partial<Ui>): void;
  switchUser(user: string): void;
  openChannel(channel: string, tab?: Ui['tab']): void;
  openThread(ts: string | undefined): void;
  /** Puts a line into a composer. */
  type(composer: string, line: string): void;
  send(composer: string, text: string, threadTs?: string): void;
  /** Acts on an element, after its confirmation dialog if it has one. */
  act(place: Place, id: ElementId, element: Readonly<Record<string, unknown>>, chosen: Chosen): void;
  suggest(place: Place, id: ElementId, query: string): void;
  submit(view: string): void;
  close(view: string): void;
  addFault(fault: ClientRequests['fault']): void;
  clearFaults(): void;
  /** Puts an image into a repository of the local ECR. */
  push(repository: string): void;
  setPerson(id: string, change: ClientRequests['person']['change']): void;
  setGroup(id: string, members: readonly string[]): void;
}

/** What a person chose in an element: option values with their texts, ids, a date, or a text. */
export type Chosen = readonly { readonly value: string; readonly text?: string }[];

/** What every view is drawn from. */
export interface App extends Model {
  readonly actions: Actions;
}

interface Model {
  readonly server: ClientState;
  readonly ui: Ui;
}

/** Holds what is shown; notifies one listener of changes, and whether they come from the person and should be drawn at once. */
export class Store {
  #model: Model | undefined;
  readonly #changed: (atOnce: boolean) => void;

  constructor(changed: (atOnce: boolean) => void) {
    this.#changed = changed;
  }

  get model(): Model | undefined {
    return this.#model;
  }

  set(model: Model, atOnce = false): void {
    this.#model = model;
    this.#changed(atOnce);
  }

  ui(change: Partial<Ui>): void {
    if (this.#model) this.set({ ...this.#model, ui: { ...this.#model.ui, ...change } }, true);
  }
}

/** Where a person was and what they had started to write. */
interface KeptPlace extends Partial<Pick<Ui, 'channel' | 'thread' | 'drafts' | 'sent' | 'ecsOpen'>> {
  readonly you: string;
}

/** A person's place as text, for session storage. */
export function writePlace({ server, ui }: Model): string {
  const { channel, thread, drafts, sent, ecsOpen } = ui;
  const place: KeptPlace = { you: server.you, channel, drafts, sent, ecsOpen, thread };
  return JSON.stringify(place);
}

/** Reads it from session storage; undefined when there is none, or an older page wrote another format. */
export function readPlace(text: string | null): KeptPlace | undefined {
  try {
    const place = JSON.parse(text ?? 'null') as KeptPlace | null;
    return typeof place?.you === 'string' ? place : undefined;
  } catch {
    return undefined;
  }
}

type Change = Exclude<ClientChange, { type: 'state' }>;

/** The model after a server-sent event. */
export function applyChange(
  model: Model | undefined,
  change: ClientChange,
  path: string,
  kept?: KeptPlace,
): Model | undefined {
  if (change.type === 'state') return withState(model, change.state, path, kept);
  if (!model) return undefined;
  const isNew = change.type === 'message' && change.message.revision === 0;
  const server = applyToServer(model.server, change);
  return isNew ? { server, ui: countUnread(model, change.message) } : { server, ui: { ...model.ui } };
}

/** A reconnect keeps the person's place; a switch to another person starts afresh in the same channel. */
function withState(
  model: Model | undefined,
  server: ClientState,
  path: string,
  kept: KeptPlace | undefined,
): Model {
  if (!model) return { server, ui: initialUi(server, path, kept) };
  if (model.server.you === server.you) return { server, ui: { ...model.ui, connected: true } };
  const fresh = initialUi(server, path);
  const stays = server.channels.find(({ id }) => id === model.ui.channel);
  const { ecsOpen, faultsOpen, peopleOpen, othersOpen, sent } = model.ui;
  return {
    server,
    ui: {
      ...fresh,
      ecsOpen,
      faultsOpen,
      peopleOpen,
      othersOpen,
      sent,
      channel: stays?.id ?? sameKind(model, server),
    },
  };
}

/** Maps one person's direct messages to the other's. */
function sameKind({ server: before, ui }: Model, server: ClientState): string {
  const bot = before.channels.find(({ id }) => id === ui.channel)?.bot;
  const channel = server.channels.find((one) => one.bot === bot) ?? server.channels[0];
  return channel?.id ?? '';
}

function applyToServer(server: ClientState, change: Change): ClientState {
  switch (change.type) {
    case 'message':
      return { ...server, messages: place(server.messages, change.message) };
    case 'message_deleted':
      return {
        ...server,
        messages: server.messages.filter(({ ts, channel }) => ts !== change.ts || channel !== change.channel),
      };
    case 'channels':
      return { ...server, channels: change.channels };
    case 'people':
      return { ...server, people: change.people, groups: change.groups };
    case 'faults':
      return { ...server, faults: change.faults };
    case 'views': {
      const { home: _, ...rest } = server;
      return { ...rest, modals: change.modals, ...(change.home && { home: change.home }) };
    }
    case 'ecs':
      return { ...server, ecs: change.ecs };
  }
}

function place(messages: readonly Message[], message: Message): readonly Message[] {
  const known = messages.some(({ ts, channel }) => ts === message.ts && channel === message.channel);
  if (known)
    return messages.map((one) => (one.ts === message.ts && one.channel === message.channel ? message : one));
  return [...messages, message].sort((one, other) => (one.ts < other.ts ? -1 : 1));
}

/** What Slack notifies about: new messages, and replies that the channel shows too. Edits and plain replies make no channel unread. */
function countUnread({ server, ui }: Model, message: Message): Model['ui'] {
  const { channel, user, threadTs, broadcast } = message;
  if (channel === ui.channel || user === server.you) return { ...ui };
  if (threadTs !== undefined && broadcast !== true) return { ...ui };
  return { ...ui, unread: { ...ui.unread, [channel]: (ui.unread[channel] ?? 0) + 1 } };
}

/** The initial state: #ops, the channel of the URL if it is a permalink, or where the same person was before a reload. */
function initialUi(server: ClientState, path: string, kept?: KeptPlace): Ui {
  const [, linked] = /^\/archives\/([A-Z0-9]+)/.exec(path) ?? [];
  const mine = kept?.you === server.you ? kept : undefined;
  const find = (wanted: string | undefined) => server.channels.find(({ id }) => id === wanted);
  const channel = find(linked) ?? find(mine?.channel) ?? server.channels[0];
  const thread = channel?.id === mine?.channel ? mine?.thread : undefined;
  return {
    channel: channel?.id ?? '',
    thread,
    tab: 'messages',
    drawer: false,
    ecsOpen: mine?.ecsOpen ?? false,
    faultsOpen: false,
    peopleOpen: false,
    othersOpen: false,
    connected: true,
    unread: {},
    drafts: mine?.drafts ?? {},
    completion: {},
    sent: mine?.sent ?? [],
    recall: 0,
    busy: new Set(),
    failures: {},
    menu: undefined,
    confirm: undefined,
    view: {},
    chosen: {},
    modalErrors: {},
    below: false,
  };
}

/** What to type after `/invite @`. */
export function botHandle({ people }: ClientState): string {
  return people.find(({ role }) => role === 'bot')?.name ?? '';
}

/** The current person's Slack language, used for dates. */
export function yourLocale({ server }: Pick<App, 'server'>): string | undefined {
  return server.people.find(({ id }) => id === server.you)?.locale;
}

/** An element as a key. */
export function elementKey(place: Place, { blockId, actionId }: ElementId): string {
  return `${placeKey(place)}\n${blockId}\n${actionId}`;
}

/** A message or view as a key. */
export function placeKey(place: Place): string {
  return 'view' in place ? place.view : `${place.channel}\n${place.ts}`;
}

/** A user's name, or the id if unknown. */
export function userName(server: ClientState, id: string): string {
  return server.people.find((one) => one.id === id)?.realName ?? id;
}

/** What was chosen and typed in a modal, by element. */
export function viewInputs({ ui }: Model, view: string): ClientRequests['submit']['inputs'] {
  return Object.entries(ui.chosen).flatMap(([key, chosen]) => {
    const [place, blockId = '', actionId = ''] = key.split('\n');
    return place === view ? [{ blockId, actionId, chosen: [...chosen] }] : [];
  });
}

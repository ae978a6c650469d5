import { randomBytes } from 'node:crypto';
import type { KnownBlock, PlainTextElement } from '@slack/types';
import type { Clock } from '../../clock.ts';
import { findElements } from '../block-kit/validate.ts';
import type { Hub } from './messages.ts';

/** An open modal, or a person's Home tab. */
export interface View {
  readonly id: string;
  readonly rootId: string;
  readonly previousId?: string;
  readonly user: string;
  readonly type: 'modal' | 'home';
  /** Changes with each update; `views.update` and `views.publish` compare it. */
  readonly hash: string;
  readonly blocks: readonly KnownBlock[];
  readonly title: PlainTextElement | undefined;
  readonly submit: PlainTextElement | undefined;
  readonly close: PlainTextElement | undefined;
  readonly privateMetadata: string;
  readonly callbackId: string;
  readonly externalId: string;
  readonly notifyOnClose: boolean;
  readonly clearOnClose: boolean;
}

type Values = Record<string, Record<string, unknown>>;

/** What each person has chosen and typed in a message or view, as `state.values` shows it to the app. */
export class InputState {
  readonly #values = new Map<string, Values>();

  /** `container` is a message's `ts` or a view's id. */
  set(user: string, container: string, blockId: string, actionId: string, value: unknown): void {
    const key = `${user} ${container}`;
    const values = this.#values.get(key) ?? {};
    values[blockId] = { ...values[blockId], [actionId]: value };
    this.#values.set(key, values);
  }

  /** All stateful elements of the blocks, with their current or initial values. */
  values(user: string, container: string, blocks: readonly unknown[]): Values {
    const given = this.#values.get(`${user} ${container}`) ?? {};
    const values: Values = {};
    for (const { blockId, actionId, element } of findElements(blocks)) {
      const initial = initialValue(element);
      if (!initial) continue;
      values[blockId] = { ...values[blockId], [actionId]: given[blockId]?.[actionId] ?? initial };
    }
    return values;
  }
}

/** By element type: the name of its value field, the element's field with the initial value, and what means none. */
export const valueFields: Readonly<Record<string, readonly [string, string, unknown]>> = {
  static_select: ['selected_option', 'initial_option', null],
  external_select: ['selected_option', 'initial_option', null],
  radio_buttons: ['selected_option', 'initial_option', null],
  checkboxes: ['selected_options', 'initial_options', []],
  multi_static_select: ['selected_options', 'initial_options', []],
  multi_external_select: ['selected_options', 'initial_options', []],
  users_select: ['selected_user', 'initial_user', null],
  multi_users_select: ['selected_users', 'initial_users', []],
  conversations_select: ['selected_conversation', 'initial_conversation', null],
  multi_conversations_select: ['selected_conversations', 'initial_conversations', []],
  channels_select: ['selected_channel', 'initial_channel', null],
  multi_channels_select: ['selected_channels', 'initial_channels', []],
  datepicker: ['selected_date', 'initial_date', null],
  timepicker: ['selected_time', 'initial_time', null],
  datetimepicker: ['selected_date_time', 'initial_date_time', null],
  plain_text_input: ['value', 'initial_value', null],
  number_input: ['value', 'initial_value', null],
  email_text_input: ['value', 'initial_value', null],
  url_text_input: ['value', 'initial_value', null],
};

function initialValue(element: Readonly<Record<string, unknown>> & { type: string }): unknown {
  const field = valueFields[element.type];
  if (!field) return undefined;
  const [name, initial, nothing] = field;
  return { type: element.type, [name]: element[initial] ?? nothing };
}

/** What a `response_url` was issued for; `message` is the one with the pressed element. */
export interface ResponseTarget {
  readonly kind: 'commands' | 'actions';
  readonly channel: string;
  readonly user: string;
  readonly message?: { readonly ts: string; readonly threadTs?: string };
  /** The typed line, shown to everyone once a response is in_channel. */
  readonly commandTs?: string;
}

const responseUrlLifetime = 30 * 60 * 1000;
const maximumUses = 5;

/** `response_url`s: 5 uses within 30 minutes. */
export class ResponseUrls {
  readonly #clock: Clock;
  readonly #issued = new Map<string, { target: ResponseTarget; expires: number; uses: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The path below the server's URL. */
  issue(teamId: string, target: ResponseTarget): string {
    const path = `/${target.kind}/${teamId}/${this.#issued.size + 1}/${randomBytes(12).toString('hex')}`;
    this.#issued.set(path, { target, expires: this.#clock.now() + responseUrlLifetime, uses: 0 });
    return path;
  }

  /** Counts a use. `undefined` when there is no such URL. */
  use(path: string): ResponseTarget | 'expired_url' | 'used_url' | undefined {
    const issued = this.#issued.get(path);
    if (!issued) return undefined;
    if (this.#clock.now() > issued.expires) return 'expired_url';
    if (issued.uses >= maximumUses) return 'used_url';
    issued.uses += 1;
    return issued.target;
  }
}

const triggerIdLifetime = 3000;

/** Ids that let an app open a modal once, within 3 seconds of the user's action. */
export class TriggerIds {
  readonly #clock: Clock;
  readonly #issued = new Map<string, { user: string; expires: number; used: boolean }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(user: string): string {
    const id = `${this.#clock.now()}.${this.#issued.size + 1}.${randomBytes(16).toString('hex')}`;
    this.#issued.set(id, { user, expires: this.#clock.now() + triggerIdLifetime, used: false });
    return id;
  }

  /** The user who triggered it, or Slack's error. Uses it up. */
  exchange(id: string): { user: string } | { error: string } {
    const trigger = this.#issued.get(id);
    if (!trigger) return { error: 'invalid_trigger_id' };
    if (trigger.used) return { error: 'exchanged_trigger_id' };
    if (this.#clock.now() > trigger.expires) return { error: 'expired_trigger_id' };
    trigger.used = true;
    return { user: trigger.user };
  }
}

/** Each person's open modals (the last one is on top) and Home tab. */
export class ViewStore {
  readonly #hub: Hub;
  readonly #stacks = new Map<string, View[]>();
  readonly #homes = new Map<string, View>();

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  stack(user: string): readonly View[] {
    return this.#stacks.get(user) ?? [];
  }

  home(user: string): View | undefined {
    return this.#homes.get(user);
  }

  find(idOrExternalId: string): View | undefined {
    return [...this.#homes.values(), ...[...this.#stacks.values()].flat()].find(
      (view) => view.id === idOrExternalId || (view.externalId !== '' && view.externalId === idOrExternalId),
    );
  }

  push(view: View): void {
    this.#setStack(view.user, [...this.stack(view.user), view]);
  }

  /** Replaces the view with the same id. */
  replace(view: View): void {
    if (view.type === 'home') {
      this.#homes.set(view.user, view);
      this.#hub.publish({ type: 'views', user: view.user });
      return;
    }
    this.#setStack(
      view.user,
      this.stack(view.user).map((one) => (one.id === view.id ? view : one)),
    );
  }

  /** Closes the top view, or all of them. */
  close(user: string, all: boolean): void {
    this.#setStack(user, all ? [] : this.stack(user).slice(0, -1));
  }

  #setStack(user: string, stack: View[]): void {
    this.#stacks.set(user, stack);
    this.#hub.publish({ type: 'views', user });
  }
}

import { findElements } from '../block-kit/find-elements.ts';

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

  /** Every stateful element of the blocks, with what it holds or its initial value. */
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

/** By type: the field of the value, and the element's field with its initial value. */
const fields: Readonly<Record<string, readonly [string, string, unknown]>> = {
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
  const field = fields[element.type];
  if (!field) return undefined;
  const [name, initial, nothing] = field;
  return { type: element.type, [name]: element[initial] ?? nothing };
}

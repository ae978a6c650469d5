import {
  confirm,
  imageSource,
  menuOption,
  option,
  optionGroup,
  plainText,
  richText,
  text,
} from './objects.ts';
import {
  all,
  boolean,
  element,
  exactlyOne,
  list,
  matching,
  number,
  object,
  oneOf,
  type Rule,
  string,
} from './rules.ts';

/** A rule for each type of element, from its required fields and its optional ones. */
function elements<Type extends string>(
  fields: Readonly<Record<Type, readonly [required: Fields, optional?: Fields]>>,
): Readonly<Record<Type, Rule>> {
  const rules = Object.entries<readonly [Fields, Fields?]>(fields).map(([type, [required, optional]]) => [
    type,
    element(type, required, optional),
  ]);
  return Object.fromEntries(rules) as Record<Type, Rule>;
}

type Fields = Readonly<Record<string, Rule>>;

const style = oneOf('primary', 'danger');

export const button = element(
  'button',
  { text: plainText(75) },
  { value: string(2000), url: string(3000), style, accessibility_label: string(75), confirm },
);

const choice = option(text(75));
const focusable = { confirm, focus_on_load: boolean };

/** Choices that are always visible, and the overflow menu. */
export const choices = elements({
  checkboxes: [{ options: list(choice, 10) }, { ...focusable, initial_options: list(choice, 10) }],
  radio_buttons: [{ options: list(choice, 10) }, { ...focusable, initial_option: choice }],
  overflow: [{ options: list(option(plainText(75), true), 5) }, { confirm }],
});

/** An image inside another block. */
export const image = imageSource();

const placeholder = plainText(150);
const dispatch = object(
  {},
  { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2) },
);
const inputFields = { placeholder, focus_on_load: boolean, dispatch_action_config: dispatch };
const initial = { initial_value: string(3000, 0) };

/** Text fields, for input blocks. */
export const inputs = elements({
  plain_text_input: [
    {},
    {
      ...inputFields,
      ...initial,
      multiline: boolean,
      min_length: number(0, 3000),
      max_length: number(1, 3000),
    },
  ],
  number_input: [
    { is_decimal_allowed: boolean },
    { ...inputFields, ...initial, min_value: string(), max_value: string() },
  ],
  email_text_input: [{}, { ...inputFields, ...initial }],
  url_text_input: [{}, { ...inputFields, ...initial }],
  file_input: [{}, { filetypes: list(string()), max_files: number(1, 10) }],
  rich_text_input: [
    {},
    { ...inputFields, initial_value: richText, min_lines: number(1, 100), max_lines: number(1, 100) },
  ],
});

const feedback = object({ text: plainText(75), value: string(2000) }, { accessibility_label: string(75) });
const trigger = object(
  { url: string(3000) },
  { customizable_input_parameters: list(object({ name: string(), value: string() })) },
);

/** Buttons other than the usual one: workflow buttons, and those below an answer. */
export const otherButtons = elements({
  workflow_button: [
    { text: plainText(75), workflow: object({ trigger }) },
    { style, accessibility_label: string(75), confirm },
  ],
  icon_button: [
    { icon: string(), text: plainText(75) },
    {
      value: string(2000),
      accessibility_label: string(75),
      visible_to_user_ids: list(string()),
      confirm,
    },
  ],
  feedback_buttons: [{ positive_button: feedback, negative_button: feedback }],
});

const date = matching(/^\d{4}-\d{2}-\d{2}$/, 'must be a date of the form YYYY-MM-DD');
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the form HH:mm');

/** Date and time pickers. */
export const pickers = elements({
  datepicker: [{}, { ...focusable, placeholder, initial_date: date }],
  timepicker: [{}, { ...focusable, placeholder, timezone: string(), initial_time: time }],
  datetimepicker: [{}, { ...focusable, initial_date_time: number(1_000_000_000, 9_999_999_999) }],
});

const options = { options: list(menuOption, 100), option_groups: list(optionGroup, 100) };
const filter = object(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public')),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
);
const conversations = { default_to_current_conversation: boolean, filter };
const one = { response_url_enabled: boolean };
const external = { min_query_length: number(0) };

function select(type: string, fields: Fields): Rule {
  return element(type, {}, { placeholder, ...focusable, ...fields });
}

function multi(type: string, fields: Fields): Rule {
  return select(type, { max_selected_items: number(1), ...fields });
}

const hasOptions = exactlyOne('options', 'option_groups');

/** Select menus, for one choice and for several. */
export const selects: Readonly<Record<string, Rule>> = {
  static_select: all(select('static_select', { ...options, initial_option: menuOption }), hasOptions),
  multi_static_select: all(
    multi('multi_static_select', { ...options, initial_options: list(menuOption, 100) }),
    hasOptions,
  ),
  external_select: select('external_select', { ...external, initial_option: menuOption }),
  multi_external_select: multi('multi_external_select', {
    ...external,
    initial_options: list(menuOption, 100),
  }),
  users_select: select('users_select', { initial_user: string() }),
  multi_users_select: multi('multi_users_select', { initial_users: list(string()) }),
  conversations_select: select('conversations_select', {
    ...one,
    ...conversations,
    initial_conversation: string(),
  }),
  multi_conversations_select: multi('multi_conversations_select', {
    ...conversations,
    initial_conversations: list(string()),
  }),
  channels_select: select('channels_select', { ...one, initial_channel: string() }),
  multi_channels_select: multi('multi_channels_select', { initial_channels: list(string()) }),
};

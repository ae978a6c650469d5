import { confirm } from '../objects/confirm.ts';
import { ids } from '../objects/ids.ts';
import { menuOption } from '../objects/menu-option.ts';
import { optionGroup } from '../objects/option-group.ts';
import { plainText } from '../objects/plain-text.ts';
import type { Rule } from '../rule.ts';
import { all } from '../rules/all.ts';
import { boolean } from '../rules/boolean.ts';
import { exactlyOne } from '../rules/exactly-one.ts';
import { list } from '../rules/list.ts';
import { number } from '../rules/number.ts';
import { object } from '../rules/object.ts';
import { oneOf } from '../rules/one-of.ts';
import { string } from '../rules/string.ts';

const shared = { ...ids.action, placeholder: plainText(150), confirm, focus_on_load: boolean };
const options = { options: list(menuOption, 100), option_groups: list(optionGroup, 100) };
const filter = object(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public')),
    ...{ exclude_external_shared_channels: boolean, exclude_bot_users: boolean },
  },
);
const conversations = { default_to_current_conversation: boolean, filter };
const one = { response_url_enabled: boolean };
const external = { min_query_length: number(0) };

function select(type: string, fields: Readonly<Record<string, Rule>>): Rule {
  return object({ type: oneOf(type) }, { ...shared, ...fields });
}

function multi(type: string, fields: Readonly<Record<string, Rule>>): Rule {
  return select(type, { max_selected_items: number(1), ...fields });
}

const hasOptions = exactlyOne('options', 'option_groups');

/** Select menus, with one and with several choices. */
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

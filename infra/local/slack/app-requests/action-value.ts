import type { FoundElement } from '../block-kit/find-elements.ts';
import { isRecord } from '../http/is-record.ts';

/** What the client says was chosen: values of options, ids, a date, a text; nothing for a button. */
export type Chosen = readonly { readonly value: string; readonly text?: string }[];

type Option = Record<string, unknown>;
type Element = FoundElement['element'];

const one = (name: string) => (chosen: Chosen) => ({ [name]: chosen[0]?.value ?? null });
const many = (name: string) => (chosen: Chosen) => ({ [name]: chosen.map(({ value }) => value) });
const option = (chosen: Chosen, element: Element) => ({
  selected_option: optionsOf(chosen, element)[0] ?? null,
});
const options = (chosen: Chosen, element: Element) => ({ selected_options: optionsOf(chosen, element) });

const values: Readonly<Record<string, (chosen: Chosen, element: Element) => Record<string, unknown>>> = {
  button: (_, { text, value }) => ({ text, ...(value !== undefined && { value }) }),
  icon_button: (_, { text, value }) => ({ text, ...(value !== undefined && { value }) }),
  feedback_buttons: ([chosen]) => ({ value: chosen?.value }),
  overflow: option,
  static_select: option,
  external_select: option,
  radio_buttons: option,
  checkboxes: options,
  multi_static_select: options,
  multi_external_select: options,
  users_select: one('selected_user'),
  multi_users_select: many('selected_users'),
  conversations_select: one('selected_conversation'),
  multi_conversations_select: many('selected_conversations'),
  channels_select: one('selected_channel'),
  multi_channels_select: many('selected_channels'),
  datepicker: one('selected_date'),
  timepicker: one('selected_time'),
  datetimepicker: ([chosen]) => ({ selected_date_time: chosen ? Number(chosen.value) : null }),
  plain_text_input: one('value'),
  number_input: one('value'),
  email_text_input: one('value'),
  url_text_input: one('value'),
};

/** The fields of an action that depend on the element's type. */
export function actionValue(element: Element, chosen: Chosen): Record<string, unknown> {
  return values[element.type]?.(chosen, element) ?? {};
}

/** The element's own options; those of an external menu came from the app, so the client names them whole. */
function optionsOf(chosen: Chosen, element: Element): Option[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups : [element];
  const own: Option[] = groups.flatMap((group: Option) =>
    Array.isArray(group.options) ? group.options : [],
  );
  return chosen.flatMap(({ value, text }) => {
    const found = own.find((each) => isRecord(each) && each.value === value);
    if (found) return [found];
    const isExternal = element.type.endsWith('external_select');
    return isExternal ? [{ text: { type: 'plain_text', text: text ?? value, emoji: true }, value }] : [];
  });
}

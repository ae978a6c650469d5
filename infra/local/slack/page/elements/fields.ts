import { html, nothing } from 'lit-html';
import type { DrawElement } from './element.ts';
import { elementState } from './element-state.ts';

type Placeholder = { text: string } | undefined;

/** A field of one line; `toValue` turns what the browser gives into Slack's value. */
function field(type: string, initialField: string, toValue = (text: string) => text): DrawElement {
  return (context, element, label) => {
    const { chosen, choose } = elementState(context, element);
    const initial = element[initialField];
    const value = chosen?.[0]?.value ?? (initial === undefined ? '' : String(initial));
    return html`<input
      class="field"
      type=${type}
      aria-label=${label || (element.placeholder as Placeholder)?.text || element.type}
      placeholder=${(element.placeholder as Placeholder)?.text ?? nothing}
      .value=${value}
      @change=${(event: Event) => choose([{ value: toValue((event.target as HTMLInputElement).value) }])}
    />`;
  };
}

const plainText: DrawElement = (context, element, label) => {
  if (element.multiline !== true) return field('text', 'initial_value')(context, element, label);
  const { chosen, choose } = elementState(context, element);
  return html`<textarea
    class="field"
    rows="4"
    aria-label=${label}
    placeholder=${(element.placeholder as Placeholder)?.text ?? nothing}
    .value=${chosen?.[0]?.value ?? String(element.initial_value ?? '')}
    @change=${(event: Event) => choose([{ value: (event.target as HTMLTextAreaElement).value }])}
  ></textarea>`;
};

/** Fields to type into, and pickers, which are the browser's own. */
export const fields: Readonly<Record<string, DrawElement>> = {
  plain_text_input: plainText,
  number_input: field('number', 'initial_value'),
  email_text_input: field('email', 'initial_value'),
  url_text_input: field('url', 'initial_value'),
  datepicker: field('date', 'initial_date'),
  timepicker: field('time', 'initial_time'),
  datetimepicker: field('datetime-local', 'initial_date_time', (text) =>
    String(Math.floor(new Date(text).getTime() / 1000)),
  ),
};

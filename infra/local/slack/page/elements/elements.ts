import { html, nothing, type TemplateResult } from 'lit-html';
import { type DrawContext, drawImage, drawText } from '../blocks/text.ts';
import { type AnyElement, type DrawElement, elementState, type Option } from './element.ts';
import { menus } from './menus.ts';

/** An interactive element, or an image. `label` names one that has no text of its own. */
export function drawElement(context: DrawContext, element: { type: string }, label = ''): TemplateResult {
  if (element.type === 'image') return drawImage(element as never, 'accessory__image');
  const types: Readonly<Record<string, DrawElement>> = { ...buttons, ...choices, ...menus, ...fields };
  return (
    types[element.type]?.(context, element as AnyElement, label) ??
    html`<span class="unknown">An element of type <code>${element.type}</code>, which this page does not draw.</span>`
  );
}

type Label = { type: 'plain_text'; text: string };
type Feedback = { text: Label; value: string; accessibility_label?: string };

// A disabled button would lose the focus while waiting.
const button: DrawElement = (context, element) => {
  const { busy, choose } = elementState(context, element);
  const press = () => {
    if (busy) return;
    if (typeof element.url === 'string') window.open(element.url, '_blank', 'noreferrer');
    choose([]);
  };
  const name = element.accessibility_label as string | undefined;
  return html`<button
    class="button ${typeof element.style === 'string' ? `button--${element.style}` : ''}"
    aria-label=${name ?? nothing}
    aria-busy=${busy}
    aria-disabled=${busy}
    @click=${press}
  >
    ${drawText(context.app, element.text as Label)}
  </button>`;
};

/** Buttons of every kind. */
const buttons: Readonly<Record<string, DrawElement>> = {
  button,
  workflow_button: button,
  icon_button: (context, element) => {
    const { busy, choose } = elementState(context, element);
    const { text, icon } = element as AnyElement & { text: Label; icon: string };
    const label = (element.accessibility_label as string | undefined) ?? text.text;
    return html`<button class="button button--icon" aria-label=${label} title=${text.text} aria-disabled=${busy} @click=${() => busy || choose([])}>
      ${icon === 'trash' ? '🗑️' : text.text}
    </button>`;
  },
  feedback_buttons: (context, element) => {
    const { busy, choose, chosen } = elementState(context, element);
    const { positive_button, negative_button } = element as AnyElement & Record<string, Feedback>;
    return html`${[positive_button, negative_button].map((one) =>
      one
        ? html`<button
            class="button button--icon"
            aria-label=${one.accessibility_label ?? one.text.text}
            aria-pressed=${chosen?.[0]?.value === one.value}
            aria-disabled=${busy}
            @click=${() => busy || choose([{ value: one.value }])}
          >
            ${one === positive_button ? '👍' : '👎'}
          </button>`
        : nothing,
    )}`;
  },
};

function group(type: 'checkbox' | 'radio'): DrawElement {
  return (context, element, label) => {
    const { key, busy, chosen, choose } = elementState(context, element);
    const options = element.options as Option[];
    const initial = [element.initial_option, ...((element.initial_options as unknown[]) ?? [])] as (
      | Option
      | undefined
    )[];
    const values = (chosen ?? initial.flatMap((one) => (one ? [{ value: one.value }] : []))).map(
      ({ value }) => value,
    );
    const toggle = (value: string, on: boolean) => {
      const kept = type === 'radio' ? [] : values.filter((one) => one !== value);
      choose((on ? [...kept, value] : kept).map((one) => ({ value: one })));
    };
    return html`<div class="choices" role=${type === 'radio' ? 'radiogroup' : 'group'} aria-label=${label || nothing}>
      ${options.map(
        ({ text, value, description }) => html`<label class="choice">
          <input
            type=${type}
            name=${key}
            .checked=${values.includes(value)}
            ?disabled=${busy}
            @change=${(event: Event) => toggle(value, (event.target as HTMLInputElement).checked)}
          />
          <span>${drawText(context.app, text)}${description ? html`<span class="choice__hint">${description.text}</span>` : nothing}</span>
        </label>`,
      )}
    </div>`;
  };
}

/** Choices that are always visible. */
const choices: Readonly<Record<string, DrawElement>> = {
  checkboxes: group('checkbox'),
  radio_buttons: group('radio'),
};

type Placeholder = { text: string } | undefined;

/** A single-line field; `toValue` turns the browser's value into Slack's. */
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

/** Text fields, and pickers, which are the browser's own. */
const fields: Readonly<Record<string, DrawElement>> = {
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

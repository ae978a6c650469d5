import { html, nothing } from 'lit-html';
import { drawText } from '../blocks/draw-text.ts';
import type { AnyElement, DrawElement } from './element.ts';
import { elementState } from './element-state.ts';

type Label = { type: 'plain_text'; text: string };
type Feedback = { text: Label; value: string; accessibility_label?: string };

// A disabled button would lose the focus while it waits.
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
export const buttons: Readonly<Record<string, DrawElement>> = {
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

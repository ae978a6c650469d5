import { html, nothing } from 'lit-html';
import { drawText } from '../blocks/draw-text.ts';
import type { DrawElement } from './element.ts';
import { elementState } from './element-state.ts';
import type { Option } from './option.ts';

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

/** Choices that stand open. */
export const choices: Readonly<Record<string, DrawElement>> = {
  checkboxes: group('checkbox'),
  radio_buttons: group('radio'),
};

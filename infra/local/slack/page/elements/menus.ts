import { html, nothing, type TemplateResult } from 'lit-html';
import type { DrawContext } from '../blocks/draw-context.ts';
import { say } from '../model/say.ts';
import { drawMenuList } from './draw-menu-list.ts';
import type { AnyElement, DrawElement } from './element.ts';
import { elementState } from './element-state.ts';
import { menuOptions } from './menu-options.ts';
import type { Option } from './option.ts';

const defaultQueryLength = 3;

/** A button that opens a list. Select menus keep what was chosen and filter by typing; overflow menus do neither. */
function menu(kind: 'one' | 'many' | 'overflow'): DrawElement {
  return (context, element, label) => {
    const { app, place } = context;
    const { id, key, busy, chosen, choose } = elementState(context, element);
    const isOpen = app.ui.menu?.key === key;
    const isExternal = element.type.includes('external');
    const selected = chosen ?? initialChosen(context, element);
    const placeholder =
      (element.placeholder as { text: string } | undefined)?.text ?? say(app, 'Choose an option');
    const asksApp = (query: string) =>
      isExternal && query.length >= Number(element.min_query_length ?? defaultQueryLength);
    const search = (query: string) => {
      app.actions.ui({ menu: { key, query, active: query === '' ? -1 : 0, loading: asksApp(query) } });
      if (asksApp(query)) app.actions.suggest(place, id, query);
    };
    const pick = (option: Option) => {
      if (option.url !== undefined) window.open(option.url, '_blank', 'noreferrer');
      const picked = { value: option.value, text: option.text.text };
      if (kind !== 'many') return choose([picked]);
      const without = selected.filter(({ value }) => value !== option.value);
      choose(without.length < selected.length ? without : [...without, picked]);
    };
    const name = label || placeholder;
    return html`<div class="menu" data-menu=${key}>
      <button
        class=${kind === 'overflow' ? 'button button--icon' : 'button menu__button'}
        aria-haspopup="listbox"
        aria-expanded=${isOpen}
        aria-label=${kind === 'overflow' ? say(app, 'More actions') : nothing}
        aria-busy=${busy}
        aria-disabled=${busy}
        @click=${() => busy || (isOpen ? app.actions.ui({ menu: undefined }) : search(''))}
      >
        ${kind === 'overflow' ? html`<span aria-hidden="true">⋯</span>` : buttonText(selected, placeholder)}
      </button>
      ${
        isOpen && app.ui.menu
          ? drawMenuList({
              ...{
                app,
                menu: app.ui.menu,
                groups: menuOptions(app, element, app.ui.menu.query),
                label: name,
              },
              ...{ selected: selected.map(({ value }) => value), filter: kind !== 'overflow', search, pick },
              hint:
                isExternal && !asksApp(app.ui.menu.query)
                  ? say(app, 'Type to search')
                  : say(app, 'No matches'),
              close: () => app.actions.ui({ menu: undefined }),
              move: (active) => app.ui.menu && app.actions.ui({ menu: { ...app.ui.menu, active } }),
            })
          : nothing
      }
    </div>`;
  };
}

function buttonText(
  selected: readonly { value: string; text?: string }[],
  placeholder: string,
): TemplateResult {
  const text = selected.map(({ text, value }) => text ?? value).join(', ');
  return html`<span class=${text === '' ? 'faint' : ''}>${text || placeholder}</span><span class="menu__arrow" aria-hidden="true"></span>`;
}

function initialChosen({ app }: DrawContext, element: AnyElement) {
  const { initial_option, initial_options = [] } = element as AnyElement & { initial_options?: Option[] };
  const options = [...(initial_option ? [initial_option as Option] : []), ...initial_options];
  if (options.length > 0) return options.map(({ value, text }) => ({ value, text: text.text }));
  const ids = ['initial_user', 'initial_channel', 'initial_conversation'].flatMap(
    (name) => element[name] ?? [],
  );
  const known = menuOptions(app, element, '').flatMap((group) => group.options);
  return (ids as string[]).map((value) => {
    const text = known.find((one) => one.value === value)?.text.text;
    return { value, ...(text !== undefined && { text }) };
  });
}

const [one, many] = [menu('one'), menu('many')];

/** Menus that open. */
export const menus: Readonly<Record<string, DrawElement>> = {
  overflow: menu('overflow'),
  ...{
    static_select: one,
    external_select: one,
    users_select: one,
    conversations_select: one,
    channels_select: one,
  },
  ...{ multi_static_select: many, multi_external_select: many, multi_users_select: many },
  ...{ multi_conversations_select: many, multi_channels_select: many },
};

import { html, nothing, type TemplateResult } from 'lit-html';
import type { DrawContext } from '../blocks/text.ts';
import { say } from '../model/say.ts';
import type { App, OpenMenu } from '../model/state.ts';
import { type AnyElement, type DrawElement, elementState, type Option } from './element.ts';

interface OptionGroup {
  readonly label: string;
  readonly options: readonly Option[];
}

/** What a menu offers for the text typed so far: its own options, the app's suggestions, people or channels. */
function menuOptions(app: App, element: AnyElement, query: string): readonly OptionGroup[] {
  const { suggested } = app.ui.menu ?? {};
  if (element.type.includes('external')) return groups(suggested?.options, suggested?.option_groups);
  const all = ownGroups(app, element);
  const wanted = query.toLowerCase();
  return all
    .map(({ label, options }) => ({
      label,
      options: options.filter(({ text }) => text.text.toLowerCase().includes(wanted)),
    }))
    .filter(({ options }) => options.length > 0);
}

function ownGroups({ server }: App, element: AnyElement): readonly OptionGroup[] {
  const plain = (value: string, text: string): Option => ({ value, text: { type: 'plain_text', text } });
  if (element.type.includes('users')) {
    return [{ label: '', options: server.people.map(({ id, realName }) => plain(id, realName)) }];
  }
  if (element.type.includes('channels') || element.type.includes('conversations')) {
    const shown = server.channels.filter(
      ({ kind }) => kind === 'channel' || element.type.includes('conversations'),
    );
    return [
      { label: '', options: shown.map(({ id, name, kind }) => plain(id, kind === 'im' ? name : `#${name}`)) },
    ];
  }
  return groups(element.options, element.option_groups);
}

function groups(options: unknown, optionGroups: unknown): readonly OptionGroup[] {
  if (Array.isArray(optionGroups)) {
    return (optionGroups as { label: { text: string }; options: Option[] }[]).map((group) => ({
      label: group.label.text,
      options: group.options,
    }));
  }
  return Array.isArray(options) && options.length > 0 ? [{ label: '', options: options as Option[] }] : [];
}

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
              app,
              menu: app.ui.menu,
              groups: menuOptions(app, element, app.ui.menu.query),
              label: label || placeholder,
              selected: selected.map(({ value }) => value),
              filter: kind !== 'overflow',
              search,
              pick,
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

const kinds = ['static_select', 'external_select', 'users_select', 'conversations_select', 'channels_select'];

export const menus: Readonly<Record<string, DrawElement>> = Object.fromEntries([
  ['overflow', menu('overflow')],
  ...kinds.flatMap((kind) => [[kind, one] as const, [`multi_${kind}`, many] as const]),
]);

interface MenuList {
  readonly app: App;
  readonly menu: OpenMenu;
  readonly groups: readonly OptionGroup[];
  readonly label: string;
  readonly selected: readonly string[];
  /** Whether it has a text field for filtering. */
  readonly filter: boolean;
  /** Shown when there is nothing to choose. */
  readonly hint: string;
  search(query: string): void;
  pick(option: Option): void;
  move(active: number): void;
  close(): void;
}

/** The open list of a menu: arrow keys move, Enter picks, Escape closes. */
function drawMenuList(list: MenuList): TemplateResult {
  const { app, menu, groups, label, filter, hint } = list;
  const flat = groups.flatMap(({ options }) => options);
  const active = menu.active < flat.length ? menu.active : -1;
  const onKey = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => list.move((active + 1) % Math.max(1, flat.length)),
      ArrowUp: () => list.move((active <= 0 ? flat.length : active) - 1),
      Enter: () => flat[active] && list.pick(flat[active]),
      Escape: () => list.close(),
      Tab: () => list.close(),
    };
    const step = steps[event.key];
    if (!step) return;
    if (event.key !== 'Tab') event.preventDefault();
    event.stopPropagation();
    step();
  };
  return html`<div class="menu__list" @keydown=${onKey}>
    ${
      filter
        ? html`<input
            class="field menu__filter"
            data-autofocus
            aria-label=${say(app, 'Filter {name}', { name: label })}
            placeholder=${say(app, 'Search')}
            .value=${menu.query}
            @input=${(event: Event) => list.search((event.target as HTMLInputElement).value)}
          />`
        : nothing
    }
    <ul role="listbox" aria-label=${label} tabindex="-1" ?data-autofocus=${!filter} aria-activedescendant=${active < 0 ? nothing : `option-${active}`}>
      ${groups.map(
        (
          group,
        ) => html`${group.label === '' ? nothing : html`<li class="menu__group" role="presentation">${group.label}</li>`}
        ${group.options.map((option) => drawOption(list, option, flat.indexOf(option), active))}`,
      )}
      ${flat.length === 0 ? html`<li class="menu__hint" role="presentation">${menu.loading ? say(app, 'Loading …') : hint}</li>` : nothing}
    </ul>
  </div>`;
}

function drawOption(list: MenuList, option: Option, index: number, active: number): TemplateResult {
  return html`<li
    id="option-${index}"
    role="option"
    class=${index === active ? 'active' : ''}
    aria-selected=${list.selected.includes(option.value)}
    @click=${() => list.pick(option)}
  >
    ${option.text.text}${option.description ? html`<span class="faint">${option.description.text}</span>` : nothing}
  </li>`;
}

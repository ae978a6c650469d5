import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../model/app.ts';
import { say } from '../model/say.ts';
import type { OpenMenu } from '../model/ui.ts';
import type { OptionGroup } from './menu-options.ts';
import type { Option } from './option.ts';

export interface MenuList {
  readonly app: App;
  readonly menu: OpenMenu;
  readonly groups: readonly OptionGroup[];
  readonly label: string;
  readonly selected: readonly string[];
  /** There is a field to type into. */
  readonly filter: boolean;
  /** Shown when there is nothing to choose. */
  readonly hint: string;
  search(query: string): void;
  pick(option: Option): void;
  move(active: number): void;
  close(): void;
}

/** The open list of a menu: arrow keys move, Enter picks, Escape closes. */
export function drawMenuList(list: MenuList): TemplateResult {
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

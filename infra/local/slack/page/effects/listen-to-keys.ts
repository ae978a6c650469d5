import type { Actions } from '../model/actions.ts';
import type { Store } from '../model/store.ts';

function focusComposer(): void {
  document.querySelector<HTMLElement>('.conversation .composer textarea')?.focus();
}

/** Keys that count everywhere: Escape closes what is on top, a letter typed anywhere goes to the composer. */
export function listenToKeys(store: Store, actions: Actions): void {
  document.addEventListener('keydown', (event) => {
    const { ui } = store.model ?? {};
    if (!ui || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape') {
      if (ui.menu) actions.ui({ menu: undefined });
      else if (ui.drawer) actions.ui({ drawer: false });
      else if (ui.thread !== undefined) actions.openThread(undefined);
      else focusComposer();
      return;
    }
    const isText =
      event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
    const inField =
      event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (isText && !inField) focusComposer();
  });
  document.addEventListener('click', (event) => {
    const { menu } = store.model?.ui ?? {};
    const inside = event.target instanceof Element && event.target.closest('[data-menu]');
    if (menu && !(inside instanceof HTMLElement && inside.dataset.menu === menu.key))
      actions.ui({ menu: undefined });
  });
}

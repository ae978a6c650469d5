import type { App } from '../model/app.ts';

interface Seen {
  readonly scroll: string;
  readonly last: string;
}

const lists = new Map<Element, Seen>();
const atBottom = new WeakMap<Element, boolean>();
const near = 80;
let jumpedTo = '';

/** Stays at the newest message, unless the person scrolled up; then says that there are new ones below. */
export function followMessages({ ui, actions }: App): void {
  for (const list of document.querySelectorAll<HTMLElement>('[data-scroll]')) {
    const scroll = list.dataset.scroll ?? '';
    const items = list.querySelectorAll<HTMLElement>('[data-ts]');
    const last = items[items.length - 1]?.dataset.ts ?? '';
    const before = lists.get(list);
    if (!before) watch(list);
    lists.set(list, { scroll, last });
    if (before?.scroll !== scroll) toEnd(list);
    else if (atBottom.get(list) !== false) toEnd(list);
    else if (before.last !== last && !ui.below && scroll.endsWith(ui.channel)) actions.ui({ below: true });
  }
  document.querySelector('[data-jump]')?.addEventListener('click', () => {
    for (const list of lists.keys()) toEnd(list);
  });
  jumpToLinked();

  function watch(list: HTMLElement): void {
    list.addEventListener('scroll', () => {
      const isDown = list.scrollHeight - list.scrollTop - list.clientHeight < near;
      atBottom.set(list, isDown);
      if (isDown && document.querySelector('[data-jump]')) actions.ui({ below: false });
    });
    // Pictures and fonts that load later push the newest message down.
    const observer = new ResizeObserver(() => atBottom.get(list) !== false && toEnd(list));
    observer.observe(list.firstElementChild ?? list);
    // So does a composer that grows.
    observer.observe(list);
  }
}

function toEnd(list: Element): void {
  list.scrollTop = list.scrollHeight;
  atBottom.set(list, true);
}

/** A permalink (`/archives/<channel>/p<ts>`) leads to its message once. */
function jumpToLinked(): void {
  const [, digits] = /^\/archives\/[A-Z0-9]+\/p(\d+)/.exec(location.pathname) ?? [];
  if (digits === undefined || jumpedTo === digits) return;
  const ts = `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  const message = document.querySelector<HTMLElement>(`[data-ts="${ts}"]`);
  if (!message) return;
  jumpedTo = digits;
  message.scrollIntoView({ block: 'center' });
  message.classList.add('message--linked');
}

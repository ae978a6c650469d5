import type { Offer } from './model/offers.ts';
import { type Actions, type App, type Store, type Ui, yourLocale } from './model/state.ts';

let drawn: readonly unknown[] = [];

/** What rendering alone cannot do: dialogs, focus, scrolling, growing fields, the window's title. */
export function afterRender(app: App): void {
  openDialogs();
  growComposers();
  const { server, ui } = app;
  const now = [server.messages, ui.channel, ui.thread, ui.tab, ui.below, ui.view, ui.failures];
  // Both go through every message.
  if (now.some((value, index) => value !== drawn[index])) {
    followMessages(app);
    flashEdits();
  }
  drawn = now;
  showActive();
  setTitle(app);
}

let focusedFor: Element | undefined;
/** Open dialogs with the element that had the focus before. */
const openers = new Map<HTMLDialogElement, Element | null>();

/** Opens newly drawn dialogs as modal; the focus moves into them and, once they are gone, back. */
function openDialogs(): void {
  for (const [dialog, opener] of openers) {
    if (dialog.isConnected) continue;
    openers.delete(dialog);
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  }
  for (const dialog of document.querySelectorAll<HTMLDialogElement>('dialog[data-modal]:not([open])')) {
    openers.set(dialog, document.activeElement);
    dialog.showModal();
  }
  const wants = [...document.querySelectorAll<HTMLElement>('[data-autofocus]')].at(-1);
  if (wants && wants !== focusedFor) wants.focus();
  focusedFor = wants;
}

/** Makes a composer as high as its text, up to the limit in the style sheet. */
function growComposers(): void {
  for (const field of document.querySelectorAll<HTMLTextAreaElement>('.composer textarea')) {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
  }
}

interface Seen {
  readonly scroll: string;
  readonly last: string;
}

const lists = new Map<Element, Seen>();
const atBottom = new WeakMap<Element, boolean>();
const near = 80;
let jumpedTo = '';

/** Stays at the newest message, unless the person scrolled up; then shows that there are new ones below. */
function followMessages({ ui, actions }: App): void {
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
    // Images and fonts that load later push the newest message down.
    const observer = new ResizeObserver(() => atBottom.get(list) !== false && toEnd(list));
    observer.observe(list.firstElementChild ?? list);
    // So does a growing composer.
    observer.observe(list);
  }
}

function toEnd(list: Element): void {
  list.scrollTop = list.scrollHeight;
  atBottom.set(list, true);
}

/** Jumps to the message of a permalink (`/archives/<channel>/p<ts>`), once. */
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

const seen = new Map<string, string>();
const calm = window.matchMedia('(prefers-reduced-motion: reduce)');

/** Briefly highlights a message that was edited in place. */
function flashEdits(): void {
  for (const message of document.querySelectorAll<HTMLElement>('.message[data-ts]')) {
    const { ts = '', revision = '0' } = message.dataset;
    const before = seen.get(ts);
    seen.set(ts, revision);
    if (before === undefined || before === revision || calm.matches) continue;
    const color = getComputedStyle(message).getPropertyValue('--flash');
    message.animate([{ backgroundColor: color }, { backgroundColor: 'transparent' }], {
      duration: 1400,
      easing: 'ease-out',
    });
  }
}

let shown: Element | undefined;

/** Scrolls the active line of an open list into view. */
function showActive(): void {
  const active = document.querySelector('.menu__list .active, .offers [aria-selected="true"]') ?? undefined;
  if (active !== shown) active?.scrollIntoView({ block: 'nearest' });
  shown = active;
}

/** Sets the window's title (where the person is, how much is unread) and the page's language. */
function setTitle(app: App): void {
  const { server, ui } = app;
  document.documentElement.lang = yourLocale(app)?.slice(0, 2) ?? 'en';
  const channel = server.channels.find(({ id }) => id === ui.channel);
  const unread = Object.values(ui.unread).reduce((sum, count) => sum + count, 0);
  const name = channel?.kind === 'channel' ? `#${channel.name}` : (channel?.name ?? '');
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${name} · ${server.team.name}`;
}

interface Composer {
  readonly ui: Ui;
  readonly draft: string;
  readonly offers: readonly Offer[];
  /** -1 when none is chosen. */
  readonly active: number;
  write(text: string): void;
  send(): void;
  take(offer: Offer): void;
  /** -2 closes the list. */
  choose(index: number): void;
  recall(back: number, line: string): void;
}

/** Enter sends, or accepts the selected completion; Tab accepts it; arrows select; in an empty composer they recall earlier lines. */
export function composerKeys(composer: Composer): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.isComposing) return;
    if (handle(composer, event)) event.preventDefault();
  };
}

function handle(composer: Composer, { key, shiftKey }: KeyboardEvent): boolean {
  const { offers, active, draft } = composer;
  const chosen = offers[active];
  if (offers.length > 0) {
    if (key === 'ArrowDown') return does(() => composer.choose((active + 1) % offers.length));
    if (key === 'ArrowUp') return does(() => composer.choose(active <= 0 ? offers.length - 1 : active - 1));
    if (key === 'Escape') return does(() => composer.choose(-2));
    const taken = chosen ?? offers[0];
    if (key === 'Tab' && !shiftKey && taken) return does(() => composer.take(taken));
    if (key === 'Enter' && !shiftKey && chosen && chosen.line.trim() !== draft.trim()) {
      return does(() => composer.take(chosen));
    }
  }
  if (key === 'Enter' && !shiftKey) return does(composer.send);
  if (key === 'ArrowUp' || key === 'ArrowDown') return recall(composer, key === 'ArrowUp' ? 1 : -1);
  return false;
}

/** Recalls earlier lines, but only from an empty composer or an unchanged recalled line. */
function recall({ ui, draft, recall: show }: Composer, step: 1 | -1): boolean {
  const shown = ui.recall === 0 ? '' : ui.sent.at(-ui.recall);
  const back = ui.recall + step;
  if (draft !== shown || back < 0 || back > ui.sent.length) return false;
  return does(() => show(back, back === 0 ? '' : (ui.sent.at(-back) ?? '')));
}

function does(action: () => void): true {
  action();
  return true;
}

/** Runs `draw`, which may replace the focused element: the focus then stays in its message, or moves to a neighbour. */
export function keepFocus(draw: () => void): void {
  const held = document.activeElement;
  const message = held?.closest<HTMLElement>('article[data-ts]');
  const list = message?.closest('[data-scroll]');
  const place = message && list ? messagesOf(list).indexOf(message) : -1;
  const name = held?.textContent?.trim();
  draw();
  if (!message || !list || held?.isConnected) return;
  // A removed message has usually been replaced by a new one at the end.
  const stays = message.isConnected ? message : (messagesOf(list)[place] ?? messagesOf(list).at(-1));
  const same = [...(stays?.querySelectorAll<HTMLElement>('button') ?? [])].find(
    (button) => message.isConnected && button.textContent?.trim() === name,
  );
  const target = same ?? stays ?? document.querySelector<HTMLElement>('.conversation .composer textarea');
  target?.focus({ preventScroll: true });
}

function messagesOf(list: Element): HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('article[data-ts]')];
}

function focusComposer(): void {
  document.querySelector<HTMLElement>('.conversation .composer textarea')?.focus();
}

/** Keys that work everywhere: Escape closes what is on top, a letter typed anywhere goes to the composer. */
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

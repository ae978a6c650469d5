import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { View } from '../state/views.ts';
import { drawBlocks } from './blocks/blocks.ts';
import { drawText } from './blocks/text.ts';
import { afterRender, keepFocus, listenToKeys } from './effects.ts';
import { connect, createActions } from './model/actions.ts';
import { say } from './model/say.ts';
import { type App, applyChange, readPlace, Store, type Ui, writePlace } from './model/state.ts';
import { drawConversation, drawThread } from './views/conversation.ts';
import { drawEcs } from './views/ecs.ts';
import { drawSidebar } from './views/sidebar.ts';

/** The ids are fixed, so that a link can select a person: `/?as=viewer`. */
const people: Readonly<Record<string, string>> = {
  operator: 'U0OPERATOR',
  dana: 'U0DEPUTY01',
  yui: 'U0YUI00001',
  viewer: 'U0VIEWER01',
  guest: 'U0GUEST001',
  stranger: 'U0STRANGER',
};
/** The place kept across a reload. Written when the page is left, so that typing never waits for it. */
const kept = 'place';
const asked = new URLSearchParams(location.search).get('as');
let disconnect = () => {};
let scheduled = false;
let drawing = false;

// What a person types must be drawn before the next key arrives, because the handlers read what was drawn.
const store = new Store((atOnce) => {
  if (atOnce && !drawing) draw();
  else if (!scheduled) {
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      draw();
    });
  }
});
const actions = createActions(store, follow);

function draw(): void {
  const { model } = store;
  if (!model) return;
  drawing = true;
  keepFocus(() => render(drawApp({ ...model, actions }), document.body));
  afterRender({ ...model, actions });
  drawing = false;
}

/** Follows the world as this person; remembered per window, so that two windows can be two people. */
function follow(user: string): void {
  disconnect();
  sessionStorage.setItem('user', user);
  disconnect = connect(
    user,
    (change) => {
      const next = applyChange(
        store.model,
        change,
        location.pathname,
        readPlace(sessionStorage.getItem(kept)),
      );
      if (next) store.set(next);
    },
    () => store.ui({ connected: false }),
  );
}

window.addEventListener('pagehide', () => {
  if (store.model) sessionStorage.setItem(kept, writePlace(store.model));
});
listenToKeys(store, actions);
// Relative dates change with time.
setInterval(draw, 30_000);
follow(people[asked ?? ''] ?? sessionStorage.getItem('user') ?? 'U0OPERATOR');

function toComposer(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('.conversation .composer textarea')?.focus();
}

function drawApp(app: App): TemplateResult {
  const { ui, server } = app;
  const modal = server.modals.at(-1);
  return html`<div class="app ${ui.drawer ? 'app--drawer' : ''} ${ui.thread !== undefined ? 'app--thread' : ''} ${ui.ecsOpen ? 'app--ecs' : ''}">
    <a class="skip" href="#composer" @click=${toComposer}>${say(app, 'Skip to the message field')}</a>
    ${drawSidebar(app)}
    <button class="scrim" aria-label=${say(app, 'Close the list of channels')} tabindex=${ui.drawer ? 0 : -1} @click=${() => app.actions.ui({ drawer: false })}></button>
    ${drawConversation(app)}
    ${ui.thread !== undefined ? drawThread(app, ui.thread) : nothing}
    ${ui.ecsOpen ? drawEcs(app) : nothing}
    ${modal ? drawModal(app, modal) : nothing}
    ${ui.confirm ? drawConfirm(app, ui.confirm) : nothing}
    <div class="offline" role="status">${ui.connected ? nothing : html`<span>${say(app, 'Not connected: waiting for the local world to come back …')}</span>`}</div>
  </div>`;
}

/** The top modal of the app. */
function drawModal(app: App, view: View): TemplateResult {
  const { ui, actions } = app;
  const close = (event?: Event) => {
    event?.preventDefault();
    actions.close(view.id);
  };
  const error = ui.modalErrors[''];
  return html`<dialog class="dialog dialog--view" data-modal aria-labelledby="view-title" @cancel=${close}>
    <header class="pane__head">
      <h2 id="view-title">${view.title?.text ?? ''}</h2>
      <button class="close" aria-label=${say(app, 'Close')} @click=${() => close()}>✕</button>
    </header>
    <div class="dialog__body">${drawBlocks(app, { view: view.id }, view.blocks)}</div>
    ${error === undefined ? nothing : html`<div class="error" role="alert">${error}</div>`}
    <div class="dialog__actions">
      <button class="button" @click=${() => close()}>${view.close?.text ?? say(app, 'Cancel')}</button>
      ${
        view.submit
          ? html`<button class="button button--solid button--primary" @click=${() => actions.submit(view.id)}>${view.submit.text}</button>`
          : nothing
      }
    </div>
  </dialog>`;
}

/** A confirmation dialog: nothing is sent unless it is confirmed. */
function drawConfirm(app: App, { dialog, proceed }: NonNullable<Ui['confirm']>): TemplateResult {
  const close = () => app.actions.ui({ confirm: undefined });
  const confirm = () => {
    close();
    proceed();
  };
  const style = dialog.style === 'danger' ? 'button--danger' : 'button--primary';
  return html`<dialog class="dialog" data-modal aria-labelledby="confirm-title" @cancel=${close}>
    <h2 id="confirm-title">${dialog.title?.text ?? say(app, 'Are you sure?')}</h2>
    <div class="dialog__body">${drawText(app, dialog.text)}</div>
    <div class="dialog__actions">
      <button class="button" @click=${close}>${dialog.deny?.text ?? say(app, 'Cancel')}</button>
      <button class="button button--solid ${style}" data-autofocus @click=${confirm}>${dialog.confirm?.text ?? say(app, 'OK')}</button>
    </div>
  </dialog>`;
}

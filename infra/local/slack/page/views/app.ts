import { html, nothing, type TemplateResult } from 'lit-html';
import type { View } from '../../state/views.ts';
import { drawBlocks } from '../blocks/blocks.ts';
import { drawText } from '../blocks/text.ts';
import { say } from '../model/say.ts';
import type { App, Ui } from '../model/state.ts';
import { drawConversation, drawThread } from './conversation.ts';
import { drawEcs } from './ecs.ts';
import { drawSidebar } from './sidebar.ts';

function toComposer(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('.conversation .composer textarea')?.focus();
}

export function drawApp(app: App): TemplateResult {
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

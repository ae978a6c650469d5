import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../model/app.ts';
import { say } from '../model/say.ts';
import { drawConfirm } from './draw-confirm.ts';
import { drawConversation } from './draw-conversation.ts';
import { drawEcs } from './draw-ecs.ts';
import { drawModal } from './draw-modal.ts';
import { drawSidebar } from './draw-sidebar.ts';
import { drawThread } from './draw-thread.ts';

function toComposer(event: Event): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('.conversation .composer textarea')?.focus();
}

/** The whole page. */
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

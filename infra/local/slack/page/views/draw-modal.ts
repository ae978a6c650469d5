import { html, nothing, type TemplateResult } from 'lit-html';
import type { View } from '../../state/view.ts';
import { drawBlocks } from '../blocks/draw-blocks.ts';
import type { App } from '../model/app.ts';
import { say } from '../model/say.ts';

/** The top modal of the app. */
export function drawModal(app: App, view: View): TemplateResult {
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

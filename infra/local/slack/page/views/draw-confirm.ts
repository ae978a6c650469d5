import { html, type TemplateResult } from 'lit-html';
import { drawText } from '../blocks/draw-text.ts';
import type { App } from '../model/app.ts';
import { say } from '../model/say.ts';
import type { Ui } from '../model/ui.ts';

/** A confirmation dialog: nothing is sent unless it is confirmed. */
export function drawConfirm(app: App, { dialog, proceed }: NonNullable<Ui['confirm']>): TemplateResult {
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

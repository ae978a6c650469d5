import { html, nothing, type TemplateResult } from 'lit-html';
import type { Message } from '../../state/message.ts';
import type { App } from '../model/app.ts';
import { say } from '../model/say.ts';

/** The way into a message's thread: how many replies it has, or (on hover and focus) to write the first. */
export function drawReplies(
  app: App,
  { ts, visibleTo, subtype }: Message,
  count: number,
): TemplateResult | typeof nothing {
  if (visibleTo !== undefined || subtype === 'channel_join') return nothing;
  const open = () => app.actions.openThread(ts);
  if (count === 0)
    return html`<button class="reply" aria-label=${say(app, 'Reply in a thread')} @click=${open}>${say(app, 'Reply')}</button>`;
  return html`<button class="replies" @click=${open}>${say(app, count === 1 ? '{count} reply' : '{count} replies', { count })}</button>`;
}

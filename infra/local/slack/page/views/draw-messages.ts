import { html, nothing, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { ClientChannel } from '../../client/client-protocol.ts';
import type { Message } from '../../state/message.ts';
import { formatDate } from '../../text/format-date.ts';
import type { App } from '../model/app.ts';
import { say } from '../model/say.ts';
import { yourLocale } from '../model/your-locale.ts';
import { drawEmpty } from './draw-empty.ts';
import { countReplies, drawMessage, shownBy } from './draw-message.ts';

/** A channel's messages, with a line for each new day. */
export function drawMessages(app: App, channel: ClientChannel): TemplateResult {
  const shown = app.server.messages.filter(
    ({ channel: id, threadTs, broadcast }) =>
      id === channel.id && (threadTs === undefined || broadcast === true),
  );
  const replies = countReplies(app.server.messages, channel.id);
  return html`<section class="messages" role="log" aria-live="polite" aria-label=${say(app, 'Messages')} tabindex="0" data-scroll=${`${app.server.you} ${channel.id}`}>
    <div class="messages__inner">
      ${drawEmpty(app, channel, shown.length === 0)}
      ${repeat(
        shown,
        ({ ts }) => ts,
        (message, index) => {
          const before = shown[index - 1];
          const newDay = before === undefined || dayOf(before) !== dayOf(message);
          const form = {
            continues: !newDay && continues(before, message),
            replies: replies.get(message.ts) ?? 0,
          };
          const draw = () =>
            html`${newDay ? drawDay(app, message) : nothing}${drawMessage(app, message, form)}`;
          return guard([...shownBy(app, message, form), newDay], draw);
        },
      )}
    </div>
  </section>`;
}

function drawDay(app: App, message: Message): TemplateResult {
  const day = formatDate(Number(message.ts), '{day_divider_pretty}', Date.now(), yourLocale(app));
  return html`<div class="day"><span>${day.charAt(0).toUpperCase() + day.slice(1)}</span></div>`;
}

function dayOf({ ts }: Message): string {
  return new Date(Number(ts) * 1000).toDateString();
}

/** The same author within five minutes, without a new head. */
function continues(before: Message | undefined, message: Message): boolean {
  return (
    before?.user === message.user &&
    before.visibleTo === message.visibleTo &&
    before.subtype === message.subtype &&
    message.subtype !== 'channel_join' &&
    Number(message.ts) - Number(before.ts) < 300
  );
}

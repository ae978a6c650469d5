import { html, type TemplateResult } from 'lit-html';
import type { App } from '../model/app.ts';

/** A person's initials, or the bot's sign. */
export function drawAvatar({ server }: App, user: string): TemplateResult {
  const person = server.people.find(({ id }) => id === user);
  const initials = (person?.realName ?? '?')
    .split(' ')
    .map(([letter]) => letter)
    .slice(0, 2)
    .join('');
  const role = person?.role ?? 'viewer';
  const sign =
    role === 'bot'
      ? html`<span class="emoji">🤖</span>`
      : role === 'slackbot'
        ? html`<span class="emoji">💬</span>`
        : initials;
  return html`<span class="avatar avatar--${role}" aria-hidden="true">${sign}</span>`;
}

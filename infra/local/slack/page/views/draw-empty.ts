import { html, nothing, type TemplateResult } from 'lit-html';
import type { ClientChannel } from '../../client/client-protocol.ts';
import type { App } from '../model/app.ts';
import { botHandle } from '../model/bot-handle.ts';
import { say } from '../model/say.ts';

/** Lines to try, from what is there: in an empty account the hands-on makes the first things. */
function suggestions(ecs: App['server']['ecs']): readonly string[] {
  const targets = (ecs?.clusters ?? []).flatMap(({ name, services }) =>
    services.map((service) => ({ cluster: name, target: `${name}/${service.name}` })),
  );
  const [first] = targets.filter(({ cluster }) => cluster === 'shop').concat(targets);
  if (first === undefined) return ['hands-on', 'clusters', 'whoami'];
  const stopped = targets.find(({ target }) => target === 'hands-on/hello-world') ?? first;
  return [`services ${first.cluster}`, `service ${first.target}`, `stop-task ${stopped.target}`];
}

/** A channel's beginning: what it is, and while it is empty what to type first. */
export function drawEmpty(
  app: App,
  channel: ClientChannel,
  isEmpty: boolean,
): TemplateResult | typeof nothing {
  const { server, actions } = app;
  const [command] = server.commands;
  if (!isEmpty) return nothing;
  const name = channel.kind === 'im' ? say(app, 'your direct messages with the bot') : `#${channel.name}`;
  const lines = [
    ...new Set([...suggestions(server.ecs).filter((line) => offered(server.completions, line)), 'help']),
  ].slice(0, 4);
  const type = (line: string) => {
    actions.type(channel.id, line);
    document.querySelector<HTMLElement>('.conversation .composer textarea')?.focus();
  };
  const prefix = command?.command ?? '/ecs';
  return html`<div class="empty">
    <span class="empty__sign" aria-hidden="true">${channel.kind === 'im' ? html`<span class="emoji">🤖</span>` : '#'}</span>
    <h3>${say(app, 'This is {name}', { name })}</h3>
    ${
      channel.hasBot
        ? html`<p class="empty__hint">${say(app, 'Type {command} and what you want to know or do. Try:', { command: prefix })}</p>
            <ul class="tries">
              ${lines.map(
                (line) =>
                  html`<li><button @click=${() => type(`${prefix} ${line}`)}><code>${prefix} ${line}</code></button></li>`,
              )}
            </ul>
            <p class="empty__hint faint">${say(app, 'Nothing here reaches the internet: the services are a local ECS, and you may break them.')}</p>`
        : html`<p class="empty__hint">${say(app, 'The bot is not in this channel: {command} lets it in', { command: `/invite @${botHandle(server)}` })}</p>`
    }
  </div>`;
}

/** Only what the app knows; with no list everything. */
function offered(completions: App['server']['completions'], line: string): boolean {
  return completions.length === 0 || completions.some(({ text }) => line.split(' ')[0] === text);
}

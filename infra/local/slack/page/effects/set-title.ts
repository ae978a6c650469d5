import type { App } from '../model/app.ts';

/** The window's title: where one is, and how much is unread. */
export function setTitle({ server, ui }: App): void {
  const channel = server.channels.find(({ id }) => id === ui.channel);
  const unread = Object.values(ui.unread).reduce((sum, count) => sum + count, 0);
  const name = channel?.kind === 'channel' ? `#${channel.name}` : (channel?.name ?? '');
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${name} · ${server.team.name}`;
}

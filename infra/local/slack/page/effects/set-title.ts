import type { App } from '../model/app.ts';
import { yourLocale } from '../model/your-locale.ts';

/** The window's title: where one is, and how much is unread; and the language that the page is in. */
export function setTitle(app: App): void {
  const { server, ui } = app;
  document.documentElement.lang = yourLocale(app)?.slice(0, 2) ?? 'en';
  const channel = server.channels.find(({ id }) => id === ui.channel);
  const unread = Object.values(ui.unread).reduce((sum, count) => sum + count, 0);
  const name = channel?.kind === 'channel' ? `#${channel.name}` : (channel?.name ?? '');
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${name} · ${server.team.name}`;
}

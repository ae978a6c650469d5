import type { App } from './app.ts';

/** The language of the Slack of whoever one is: in it dates are written. */
export function yourLocale({ server }: Pick<App, 'server'>): string | undefined {
  return server.people.find(({ id }) => id === server.you)?.locale;
}

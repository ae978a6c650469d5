import type { ClientState } from '../../client/client-protocol.ts';
import type { KeptPlace } from './kept-place.ts';
import type { Ui } from './ui.ts';

/** The start: #ops, the channel of the address when it is a permalink, or where the same person was before a reload. */
export function initialUi(server: ClientState, path: string, kept?: KeptPlace): Ui {
  const [, linked] = /^\/archives\/([A-Z0-9]+)/.exec(path) ?? [];
  const mine = kept?.you === server.you ? kept : undefined;
  const find = (wanted: string | undefined) => server.channels.find(({ id }) => id === wanted);
  const channel = find(linked) ?? find(mine?.channel) ?? server.channels[0];
  const thread = channel?.id === mine?.channel ? mine?.thread : undefined;
  return {
    ...{ channel: channel?.id ?? '', thread, tab: 'messages', drawer: false, connected: true },
    ...{ ecsOpen: false, faultsOpen: false, unread: {}, drafts: {}, completion: {}, sent: [], recall: 0 },
    ...{ busy: new Set<string>(), failures: {}, menu: undefined, confirm: undefined, view: {}, chosen: {} },
    ...(mine && { drafts: mine.drafts ?? {}, sent: mine.sent ?? [], ecsOpen: mine.ecsOpen ?? false }),
    ...{ modalErrors: {}, below: false, peopleOpen: false, othersOpen: false },
  };
}

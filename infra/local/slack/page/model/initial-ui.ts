import type { ClientState } from '../../client/client-protocol.ts';
import type { Ui } from './ui.ts';

/** The start: #ops, or the channel of the address when it is a permalink. */
export function initialUi(server: ClientState, path: string): Ui {
  const [, linked] = /^\/archives\/([A-Z0-9]+)/.exec(path) ?? [];
  const channel = server.channels.find(({ id }) => id === linked) ?? server.channels[0];
  return {
    ...{ channel: channel?.id ?? '', thread: undefined, tab: 'messages', drawer: false, connected: true },
    ...{ ecsOpen: false, faultsOpen: false, unread: {}, drafts: {}, completion: {}, sent: [], recall: 0 },
    ...{ busy: new Set<string>(), failures: {}, menu: undefined, confirm: undefined, view: {}, chosen: {} },
    ...{ modalErrors: {}, below: false, peopleOpen: false, othersOpen: false },
  };
}

import type { ConfirmationDialog } from '@slack/types';
import type { ClientChange, ClientRequests } from '../../client/protocol.ts';
import { type Actions, elementKey, type Place, placeKey, type Store, viewInputs } from './state.ts';

/** The actions on a store; `switchUser` reconnects as another person. */
export function createActions(store: Store, switchUser: (user: string) => void): Actions {
  const you = () => store.model?.server.you ?? '';
  const fail = (key: string, text: unknown) => {
    const failures = { ...store.model?.ui.failures };
    if (typeof text === 'string') failures[key] = text;
    else delete failures[key];
    store.ui({ failures });
  };
  const busy = (key: string, on: boolean) => {
    const keys = new Set(store.model?.ui.busy);
    if (on) keys.add(key);
    else keys.delete(key);
    store.ui({ busy: keys });
  };

  const dispatch: Actions['act'] = async (place, id, _element, chosen) => {
    const key = elementKey(place, id);
    fail(placeKey(place), undefined);
    busy(key, true);
    const { failure, error } = await ask(you(), 'act', { ...place, ...id, chosen: [...chosen] });
    busy(key, false);
    fail(placeKey(place), failure ?? error);
  };

  return {
    ui: (change) => store.ui(change),
    switchUser,
    openChannel(channel, tab = 'messages') {
      const unread = { ...store.model?.ui.unread };
      delete unread[channel];
      store.ui({ channel, tab, thread: undefined, drawer: false, unread, below: false });
      void ask(you(), 'open', { channel, tab });
    },
    openThread: (thread) => store.ui({ thread }),
    type: (composer, line) => store.ui({ drafts: { ...store.model?.ui.drafts, [composer]: line } }),
    async send(composer, text, threadTs) {
      const { ui } = store.model ?? {};
      if (!ui || text.trim() === '') return;
      store.ui({
        drafts: { ...ui.drafts, [composer]: '' },
        failures: Object.fromEntries(Object.entries(ui.failures).filter(([key]) => key !== composer)),
        sent: [...ui.sent.filter((line) => line !== text.trim()), text.trim()],
        recall: 0,
      });
      const { error } = await ask(you(), 'send', {
        channel: ui.channel,
        text,
        ...(threadTs !== undefined && { threadTs }),
      });
      fail(composer, error);
      const drafts = store.model?.ui.drafts ?? {};
      // Restore the unsent text, unless something was typed meanwhile.
      if (typeof error === 'string' && !drafts[composer])
        store.ui({ drafts: { ...drafts, [composer]: text } });
    },
    act(place, id, element, chosen) {
      store.ui({ menu: undefined, chosen: { ...store.model?.ui.chosen, [elementKey(place, id)]: chosen } });
      const dialog = element.confirm as ConfirmationDialog | undefined;
      if (!dialog) return dispatch(place, id, element, chosen);
      store.ui({ confirm: { dialog, proceed: () => dispatch(place, id, element, chosen) } });
    },
    async suggest(place: Place, id, query) {
      const key = elementKey(place, id);
      const suggested = await ask(you(), 'suggest', { ...place, ...id, query });
      const menu = store.model?.ui.menu;
      // Ignore a slow response to an older query.
      if (menu?.key === key && menu.query === query)
        store.ui({ menu: { ...menu, suggested, loading: false } });
    },
    async submit(view) {
      const inputs = store.model ? viewInputs(store.model, view) : [];
      const { errors, error } = await ask(you(), 'submit', { view, inputs });
      const own = typeof error === 'string' ? { '': error } : {};
      store.ui({ modalErrors: { ...(errors as Record<string, string> | undefined), ...own } });
    },
    close(view) {
      store.ui({ modalErrors: {} });
      void ask(you(), 'close', { view });
    },
    addFault: (fault) => void ask(you(), 'fault', fault),
    async push(repository) {
      const { error } = await ask(you(), 'push', { repository });
      fail(store.model?.ui.channel ?? '', error);
    },
    clearFaults: () => void ask(you(), 'clearFaults', {}),
    setPerson: (id, change) => void ask(you(), 'person', { id, change }),
    setGroup: (id, members) => void ask(you(), 'group', { id, members }),
  };
}

/** Sends a request to the client API. Failures are returned as `error`, in a sentence. */
async function ask<Name extends keyof ClientRequests>(
  user: string,
  name: Name,
  request: ClientRequests[Name],
): Promise<Record<string, unknown>> {
  try {
    const response = await fetch(`/client/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, ...request }),
    });
    return (await response.json()) as Record<string, unknown>;
  } catch {
    return { error: 'The local world does not answer. Is it still running?' };
  }
}

/** Follows the world as `user`; the browser reconnects by itself. The returned function stops it. */
export function connect(
  user: string,
  onChange: (change: ClientChange) => void,
  onLost: () => void,
): () => void {
  const source = new EventSource(`/client/stream?user=${encodeURIComponent(user)}`);
  source.onmessage = ({ data }) => onChange(JSON.parse(data as string) as ClientChange);
  source.onerror = onLost;
  return () => source.close();
}

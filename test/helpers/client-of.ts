import { setImmediate } from 'node:timers/promises';
import { expect } from 'vitest';
import type { ClientRequests, ClientState } from '../../infra/local/slack/client/protocol.ts';
import type { Message } from '../../infra/local/slack/state/messages.ts';
import { localIds } from '../../infra/local/slack/workspace/ids.ts';

/** A person's client over the wire, as the page uses it. */
export function clientOf(url: string, user: string = localIds.operator) {
  const state = async (): Promise<ClientState> =>
    (await fetch(`${url}/client/state?user=${user}`)).json() as never;
  return {
    user,
    as: (other: string) => clientOf(url, other),
    state,
    async messages(channel: string = localIds.ops): Promise<Message[]> {
      return (await state()).messages.filter((one) => one.channel === channel);
    },
    async post<Name extends keyof ClientRequests>(
      name: Name,
      request: ClientRequests[Name],
    ): Promise<Record<string, unknown>> {
      const response = await fetch(`${url}/client/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user, ...request }),
      });
      return response.json() as never;
    },
    /** Waits for a message that `test` accepts; the newest one. */
    async waitFor(test: (message: Message) => boolean, channel: string = localIds.ops): Promise<Message> {
      for (let turn = 0; turn < 2000; turn++) {
        const found = (await this.messages(channel)).findLast(test);
        if (found) return found;
        await setImmediate();
      }
      return expect.unreachable('the message did not come');
    },
  };
}

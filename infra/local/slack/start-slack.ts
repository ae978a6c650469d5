import { createWorld } from './create-world.ts';
import { handleRequest } from './handle-request.ts';
import { listen } from './http/listen.ts';
import type { Faults } from './limits/faults.ts';
import { buildPage } from './page-server/build-page.ts';
import type { SlackOptions } from './slack-options.ts';
import { localIds } from './workspace/local-ids.ts';
import { setGroupMembers } from './workspace/set-group-members.ts';
import { type PersonChange, setPerson } from './workspace/set-person.ts';

export interface LocalSlack {
  /** The page's address, without a slash at the end. */
  readonly url: string;
  /** For WebClient's `slackApiUrl`: `url` + `/api/`. */
  readonly apiUrl: string;
  /** Ids of people, the bot and channels. */
  readonly ids: typeof localIds;
  /** What Slack does wrong, switchable while it runs. */
  readonly faults: Faults;
  /** Changes a person, as an admin does. Resolves when the app took `user_change`; `isTold` false loses the event. */
  setPerson(id: string, change: PersonChange, isTold?: boolean): Promise<void>;
  /** Sets a user group's members. Resolves when the app took the two events; `isTold` false loses them. */
  setGroupMembers(id: string, members: readonly string[], isTold?: boolean): Promise<void>;
  close(): Promise<void>;
}

/**
 * A Slack workspace on 127.0.0.1: the page, the Web API below `/api/`, `response_url`s, and signed requests to the
 * app. Rejects with one clear sentence when the port is taken.
 */
export async function startSlack(options: SlackOptions): Promise<LocalSlack> {
  const page = await buildPage();
  let address = '';
  const world = createWorld(options, () => address);
  const server = await listen(options.port, (request, response) =>
    handleRequest(world, page, request, response),
  );
  address = server.url;
  return {
    url: address,
    apiUrl: `${address}/api/`,
    ids: localIds,
    faults: world.faults,
    setPerson: (id, change, isTold) => setPerson(world, id, change, isTold),
    setGroupMembers: (id, members, isTold) => setGroupMembers(world, id, members, isTold),
    close: server.close,
  };
}

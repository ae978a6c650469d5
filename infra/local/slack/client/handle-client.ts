import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRecord } from '../http/is-record.ts';
import { readBody } from '../http/read-body.ts';
import { sendJson } from '../http/send-json.ts';
import type { SlackWorld } from '../slack-world.ts';
import type { Person } from '../workspace/person.ts';
import { ClientError } from './client-error.ts';
import { clientRoutes } from './client-routes.ts';
import { clientState } from './client-state.ts';
import { streamChanges } from './stream-changes.ts';

/** Requests that are not a person's doing. */
const workspaceRequests = new Set(['fault', 'clearFaults', 'person', 'group', 'open']);

/** The page's and the shell client's own API below `/client/`. */
export async function handleClient(
  world: SlackWorld,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const name = url.pathname.slice('/client/'.length);
  try {
    if (request.method === 'GET') {
      if (name === 'people') return sendJson(response, { people: humans(world) });
      const user = knownUser(world, url.searchParams.get('user')).id;
      if (name === 'stream') return streamChanges(world, user, response);
      if (name === 'state') return sendJson(response, clientState(world, user));
    }
    // Only JSON: a form of another site cannot send it without asking the browser first.
    const isJson = (request.headers['content-type'] ?? '').startsWith('application/json');
    if (request.method !== 'POST' || !isJson || !Object.hasOwn(clientRoutes, name)) {
      return sendJson(response, { error: 'There is no such request.' }, 404);
    }
    const { user, ...rest } = parse(await readBody(request));
    const route = clientRoutes[name as keyof typeof clientRoutes] as (
      ...args: [SlackWorld, string, Record<string, unknown>]
    ) => Promise<Record<string, unknown>> | Record<string, unknown>;
    const { id, isDeleted, realName } = knownUser(world, user);
    // Slack has signed them out; what the page asks of the workspace itself is nobody's act.
    if (isDeleted && !workspaceRequests.has(name)) {
      throw new ClientError(`${realName} is deactivated and cannot act.`);
    }
    sendJson(response, await route(world, id, rest));
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    sendJson(response, { error: error.message }, 400);
  }
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    if (isRecord(value)) return value;
  } catch {
    // Answered below.
  }
  throw new ClientError('The request is not a JSON object.');
}

function humans({ workspace }: SlackWorld): readonly Person[] {
  return [...workspace.people.values()].filter(({ role }) => role !== 'bot' && role !== 'slackbot');
}

function knownUser(world: SlackWorld, user: unknown): Person {
  const person = humans(world).find(({ id }) => id === user);
  if (person) return person;
  throw new ClientError('There is no such person in this workspace.');
}

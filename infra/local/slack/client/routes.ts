import type { IncomingMessage, ServerResponse } from 'node:http';
import { readText, sendJson } from '../../http.ts';
import { isRecord, readJson } from '../../json.ts';
import {
  actionValue,
  blockAction,
  blockSuggestion,
  blocksIn,
  type Container,
  closeView,
  submitView,
} from '../app-requests/interactions.ts';
import { sendEvent } from '../app-requests/send.ts';
import { slashCommand, whisper } from '../app-requests/slash-command.ts';
import { type FoundElement, findElements } from '../block-kit/validate.ts';
import type { NewFault } from '../limits.ts';
import { addMember, setGroupMembers, setPerson } from '../workspace/directory-changes.ts';
import { type Channel, localIds, type Person } from '../workspace/workspace.ts';
import type { SlackWorld } from '../world.ts';
import { type ClientRequests, clientState, type ElementPlace, streamChanges } from './protocol.ts';

/** Requests that are not made as a person. */
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
    // Only JSON: a form on another site cannot send it without a preflight request by the browser.
    const isJson = (request.headers['content-type'] ?? '').startsWith('application/json');
    if (request.method !== 'POST' || !isJson || !Object.hasOwn(clientRoutes, name)) {
      return sendJson(response, { error: 'There is no such request.' }, 404);
    }
    const { user, ...rest } = parse(await readText(request));
    const route = clientRoutes[name as keyof typeof clientRoutes] as (
      ...args: [SlackWorld, string, Record<string, unknown>]
    ) => Promise<Record<string, unknown>> | Record<string, unknown>;
    const { id, isDeleted, realName } = knownUser(world, user);
    // Slack has signed them out, but requests about the workspace itself are nobody's act.
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
  const value = readJson(body);
  if (isRecord(value)) return value;
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

/** A client's request that can't be fulfilled, in one sentence for the person. */
class ClientError extends Error {
  override readonly name = 'ClientError';
}

type Route<Name extends keyof ClientRequests> = (
  world: SlackWorld,
  user: string,
  request: ClientRequests[Name],
) => Promise<Record<string, unknown>> | Record<string, unknown>;

/** The client API: `POST /client/<name>`. */
const clientRoutes: { readonly [Name in keyof ClientRequests]: Route<Name> } = {
  send(world, user, { channel, text, threadTs }) {
    sendText(world, user, channel, text, threadTs);
    return {};
  },
  async act(world, user, { chosen, ...place }) {
    const { container, found } = findPlace(world, user, place);
    const failure = await blockAction(world, user, container, found, chosen);
    return failure === undefined ? {} : { failure };
  },
  async suggest(world, user, { query, ...place }) {
    const { container, found } = findPlace(world, user, place);
    return { ...(await blockSuggestion(world, user, container, found, query)) };
  },
  open(world, user, { channel, tab }) {
    if (world.workspace.channels.get(channel)?.im?.bot !== localIds.bot) return {};
    const eventTs = (world.clock.now() / 1000).toFixed(6);
    void sendEvent(world, { type: 'app_home_opened', user, channel, tab, event_ts: eventTs });
    return {};
  },
  async submit(world, user, { view: id, inputs }) {
    const view = ownView(world, user, id);
    for (const { chosen, ...input } of inputs) {
      const { found } = findPlace(world, user, { ...input, view: id });
      const value = { type: found.element.type, ...actionValue(found.element, chosen) };
      world.inputs.set(user, id, found.blockId, found.actionId, value);
    }
    return { errors: await submitView(world, view) };
  },
  async close(world, user, { view }) {
    await closeView(world, ownView(world, user, view));
    return {};
  },
  fault(world, _user, fault) {
    world.faults.add(fault as NewFault);
    return {};
  },
  async person(world, _user, { id, change }) {
    if (!world.workspace.people.has(id)) throw new ClientError('There is no such person in this workspace.');
    await setPerson(world, id, change);
    return {};
  },
  async group(world, _user, { id, members }) {
    if (!world.workspace.groups.has(id)) throw new ClientError('There is no such user group.');
    await setGroupMembers(world, id, members);
    return {};
  },
  async push({ options }, _user, { repository }) {
    await options.pushImage?.(repository).catch((error: unknown) => {
      throw new ClientError(error instanceof Error ? error.message : String(error));
    });
    return {};
  },
  clearFaults(world) {
    world.faults.clear();
    return {};
  },
};

function ownView(world: SlackWorld, user: string, id: string) {
  const view = world.views.find(id);
  if (view?.user !== user) throw new ClientError('It is not there any more.');
  return view;
}

/** Handles what a person typed: a message, a command of the app, or `/invite @name`. */
function sendText(world: SlackWorld, user: string, channelId: string, text: string, threadTs?: string): void {
  const channel = world.workspace.channels.get(channelId);
  if (!channel?.members.has(user)) throw new ClientError('You are not in this channel.');
  const typed = text.trim();
  if (typed === '') throw new ClientError('There is nothing to send.');
  const command = /^\/\S+/.exec(typed)?.[0];
  if (command === undefined) {
    const { ts } = world.messages.post({
      channel: channel.id,
      user,
      text: escapeMrkdwn(typed),
      isBot: false,
      ...(threadTs !== undefined && { threadTs }),
    });
    tellApp(world, channel, { user, ts, text: escapeMrkdwn(typed) });
    return;
  }
  const rest = typed.slice(command.length).trim();
  // An app's commands belong to its own workspace, even in a channel shared with another one.
  const isAtHome = world.workspace.people.get(user)?.teamId === undefined;
  const isApps = isAtHome && world.options.slashCommands.some((one) => one.command === command);
  const refuse = (sentence: string) => whisper(world, channel.id, user, sentence, threadTs);
  if (!isApps && command !== '/invite') refuse(`\`${escapeMrkdwn(command)}\` is not a valid command.`);
  else if (threadTs !== undefined) refuse(`${command} is not supported in threads. Sorry!`);
  else if (command === '/invite') refuse(invite(world, user, channel, rest));
  else void slashCommand(world, { user, channel, command, text: rest });
}

/** Notifies the app of what is written to its bot, and of mentions (`@name`) where it is a member. */
function tellApp(
  world: SlackWorld,
  channel: Channel,
  said: { user: string; ts: string; text: string },
): void {
  const { bot } = localIds;
  const shared = { ...said, channel: channel.id, event_ts: said.ts };
  if (channel.im?.bot === bot) {
    void sendEvent(world, { type: 'message', channel_type: 'im', ...shared }, 'message.im');
    return;
  }
  const name = world.workspace.people.get(bot)?.name ?? '';
  const isMentioned = said.text.split(/\s+/).some((word) => word.toLowerCase() === `@${name.toLowerCase()}`);
  if (!isMentioned || !channel.members.has(bot)) return;
  const text = said.text.replace(new RegExp(`@${name}`, 'i'), `<@${bot}>`);
  void sendEvent(world, { type: 'app_mention', ...shared, text });
}

/** Returns what happened. */
function invite(world: SlackWorld, user: string, channel: Channel, name: string): string {
  const handle = name.replace(/^@/, '').toLowerCase();
  const person = [...world.workspace.people.values()].find(
    (one) => one.name === handle || one.realName.toLowerCase() === handle,
  );
  if (!person || channel.im) return `There is nobody called “${escapeMrkdwn(name)}” to invite here.`;
  if (channel.members.has(person.id)) return `<@${person.id}> is already in this channel.`;
  addMember(world, channel, person.id, user);
  return `You invited <@${person.id}>.`;
}

/** Slack stores a person's text with these three characters escaped. */
function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The element that a client names, with the message or view that contains it. */
function findPlace(
  world: SlackWorld,
  user: string,
  place: ElementPlace,
): { container: Container; found: FoundElement } {
  const container = findContainer(world, user, place);
  const found = findElements(blocksIn(container)).find(
    ({ blockId, actionId }) => blockId === place.blockId && actionId === place.actionId,
  );
  if (!found) throw new ClientError('It has changed meanwhile: look again.');
  return { container, found };
}

function findContainer(world: SlackWorld, user: string, { channel, ts, view: id }: ElementPlace): Container {
  if (id !== undefined) {
    const view = world.views.find(id);
    if (view?.user === user) return { view };
  } else {
    const message = world.messages.find(channel ?? '', ts ?? '');
    if (message && (message.visibleTo === undefined || message.visibleTo === user)) return { message };
  }
  throw new ClientError('It is not there any more.');
}

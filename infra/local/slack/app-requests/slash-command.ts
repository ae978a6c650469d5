import { isRecord, readJson } from '../../json.ts';
import { respond } from '../response-url.ts';
import type { ResponseTarget } from '../state/views.ts';
import { type Channel, localIds, type Workspace } from '../workspace/workspace.ts';
import type { SlackWorld } from '../world.ts';
import { type AppAnswer, sendToApp, verificationToken } from './send.ts';

interface TypedCommand {
  readonly user: string;
  readonly channel: Channel;
  /** With the leading slash. */
  readonly command: string;
  /** What was typed after it. */
  readonly text: string;
}

/** Sends a slash command to the app; its response, or Slack's own error, is shown to the person who typed it. */
export async function slashCommand(world: SlackWorld, typed: TypedCommand): Promise<void> {
  const { user, channel, command, text } = typed;
  const line = world.messages.post({
    channel: channel.id,
    user,
    text: `${command} ${text}`.trim(),
    visibleTo: user,
    subtype: 'slash_command' as const,
    isBot: false,
  });
  const escapes = world.options.slashCommands.some((one) => one.command === command && one.escapes);
  const target: ResponseTarget = { kind: 'commands', channel: channel.id, user, commandTs: line.ts };
  const { team, people } = world.workspace;
  const body = new URLSearchParams({
    token: verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    ...(world.options.enterpriseId !== undefined && { enterprise_id: world.options.enterpriseId }),
    channel_id: channel.id,
    channel_name: channel.im ? 'directmessage' : channel.name,
    user_id: user,
    user_name: people.get(user)?.name ?? '',
    command,
    api_app_id: world.app.id,
    text: escapes ? escapeTyped(text, world.workspace) : text,
    is_enterprise_install: 'false',
    response_url: world.url() + world.responseUrls.issue(team.id, target),
    trigger_id: world.triggers.issue(user),
  }).toString();

  const answer = await sendToApp(world, body, 'application/x-www-form-urlencoded');
  const fail = (error: string) =>
    whisper(world, channel.id, user, `${command} failed with the error "${error}"`);
  if (answer.kind === 'timeout') return fail('operation_timeout');
  if (answer.kind !== 'ok') return fail('dispatch_failed');
  const message = messageIn(answer.body, answer.contentType);
  if (message === undefined) return;
  const refusal = respond(world, target, message);
  if (refusal) fail(refusal.code);
}

/** An acknowledgement's body: nothing, plain text, or a message as JSON. */
function messageIn(body: string, contentType: string): Record<string, unknown> | undefined {
  if (body.trim() === '') return undefined;
  if (!contentType.includes('json')) return { text: body };
  const message = readJson(body);
  if (!isRecord(message)) return { text: body };
  return Object.keys(message).length === 0 ? undefined : message;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * A command's text as Slack sends it to an app with `should_escape`: known people and channels by their ids, `<@U…|name>` and `<#C…|name>`, and the
 * three markup characters as entities.
 */
export function escapeTyped(
  text: string,
  { people, channels }: Pick<Workspace, 'people' | 'channels'>,
): string {
  const named = <Item extends { readonly id: string; readonly name: string }>(
    items: Iterable<Item>,
    name: string,
  ) => [...items].find((item) => item.name === name.toLowerCase());
  return text
    .replace(/[&<>]/g, (character) => entities[character] ?? character)
    .replace(/(^|\s)([@#])([\w.-]+)/g, (typed, before: string, sign: string, name: string) => {
      const found = sign === '@' ? named(people.values(), name) : named(channels.values(), name);
      return found === undefined ? typed : `${before}<${sign}${found.id}|${found.name}>`;
    });
}

/** Slackbot shows one person a message that nobody else sees. */
export function whisper(
  world: SlackWorld,
  channel: string,
  user: string,
  text: string,
  threadTs?: string,
): void {
  world.messages.post({
    channel,
    user: localIds.slackbot,
    text,
    visibleTo: user,
    isBot: false,
    ...(threadTs !== undefined && { threadTs }),
  });
}

/** What the client shows beside an element whose request failed; undefined when it was acknowledged. */
export function failureText(answer: AppAnswer): string | undefined {
  if (answer.kind === 'ok') return undefined;
  if (answer.kind === 'timeout') return 'Operation timed out. Apps need to respond within 3 seconds.';
  if (answer.kind === 'http_error') return `This app responded with Status Code ${answer.status}.`;
  return 'This app could not be reached.';
}

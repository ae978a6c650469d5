import { sendEvent } from '../app-requests/send-event.ts';
import { slashCommand } from '../app-requests/slash-command.ts';
import { whisper } from '../app-requests/whisper.ts';
import type { SlackWorld } from '../slack-world.ts';
import { addMember } from '../workspace/add-member.ts';
import type { Channel } from '../workspace/channel.ts';
import { localIds } from '../workspace/local-ids.ts';
import { ClientError } from './client-error.ts';

/** What a person typed: a message, a command of the app, or `/invite @name`. */
export function sendText(
  world: SlackWorld,
  user: string,
  channelId: string,
  text: string,
  threadTs?: string,
): void {
  const channel = world.workspace.channels.get(channelId);
  if (!channel?.members.has(user)) throw new ClientError('You are not in this channel.');
  const typed = text.trim();
  if (typed === '') throw new ClientError('There is nothing to send.');
  const command = /^\/\S+/.exec(typed)?.[0];
  if (command === undefined) {
    const { ts } = world.messages.post({
      ...{ channel: channel.id, user, text: escapeMrkdwn(typed), isBot: false },
      ...(threadTs !== undefined && { threadTs }),
    });
    tellApp(world, channel, { user, ts, text: escapeMrkdwn(typed) });
    return;
  }
  const rest = typed.slice(command.length).trim();
  // An app's commands are its own workspace's, also in a channel that another one shares.
  const isAtHome = world.workspace.people.get(user)?.teamId === undefined;
  const isApps = isAtHome && world.options.slashCommands.some((one) => one.command === command);
  const refuse = (sentence: string) => whisper(world, channel.id, user, sentence, threadTs);
  if (!isApps && command !== '/invite') refuse(`\`${escapeMrkdwn(command)}\` is not a valid command.`);
  else if (threadTs !== undefined) refuse(`${command} is not supported in threads. Sorry!`);
  else if (command === '/invite') refuse(invite(world, user, channel, rest));
  else void slashCommand(world, { user, channel, command, text: rest });
}

/** The app hears of what is written to its bot, and of what mentions it where it is a member: `@name`. */
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

/** Answers what happened. */
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

/** Slack keeps a person's text with these three characters escaped. */
function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

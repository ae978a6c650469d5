import type { HelpCommand, HelpReply } from '../../commands/help.ts';
import type { Messages } from '../../messages/en/index.ts';
import { code, wordOf } from '../../messages/mrkdwn.ts';
import {
  actions,
  context,
  header,
  lineButton,
  type Message,
  section,
  toMessage,
  type ViewContext,
} from '../blocks.ts';

/** `/ecs help`: the ten commands of every day and the topics of the others, a topic, or one command in full. */
export function helpView(reply: HelpReply, messages: Messages, { shared }: ViewContext): Message {
  const words = messages.replies.help;
  if (reply.type === 'command') return commandView(reply, messages);
  const rows = reply.commands.map((command) => row(command, messages));
  if (reply.type === 'topic') {
    const title = wordOf(words.topics, reply.topic) ?? '';
    return toMessage([title, ...rows].join('\n'), [
      header(title),
      section(rows.join('\n')),
      context(words.more),
    ]);
  }
  const more = reply.topics.map((topic) =>
    lineButton(wordOf(words.topics, topic) ?? '', `help ${topic}`, `help:${topic}`),
  );
  return toMessage([words.title, ...rows].join('\n'), [
    header(words.title),
    section(words.intro),
    section(rows.join('\n')),
    context(`${words.more}  ·  ${words.share}`),
    shared
      ? context(
          `${words.others} ${reply.topics.map((topic) => code(`${messages.command} help ${topic}`)).join('  ')}`,
        )
      : section(`*${words.others}*`),
    shared ? undefined : actions(more),
  ]);
}

function row({ name, usage }: HelpCommand, messages: Messages): string {
  return `${code(usage)}  ${wordOf(messages.commands, name) ?? ''}`;
}

function commandView(
  { command, topic, others }: Extract<HelpReply, { type: 'command' }>,
  messages: Messages,
): Message {
  const words = messages.replies.help;
  const summary = wordOf(messages.commands, command.name) ?? '';
  const usage = `*${words.usage}*\n${code(`${messages.command} ${command.usage}`)}`;
  const options = command.options.map(
    ({ name, typed }) => `${code(typed)}  ${wordOf(messages.options, name) ?? ''}`,
  );
  const examples = [
    `*${words.examples}*`,
    ...command.examples.map((example) => code(`${messages.command} ${example}`)),
  ].join('\n');
  return toMessage(
    [`${code(`${messages.command} ${command.name}`)}: ${summary}`, usage, ...options, examples].join('\n'),
    [
      header(`${messages.command} ${command.name}`),
      section(summary),
      section([usage, ...options].join('\n')),
      section(examples),
      others.length === 0
        ? undefined
        : section(
            [
              `*${words.also(wordOf(words.topics, topic) ?? '')}*`,
              ...others.map((other) => row(other, messages)),
            ].join('\n'),
          ),
    ],
  );
}

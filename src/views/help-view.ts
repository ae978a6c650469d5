import type { HelpReply } from '../commands/help.ts';
import { actions } from './blocks/actions.ts';
import { code } from './blocks/code.ts';
import { context } from './blocks/context.ts';
import { header } from './blocks/header.ts';
import { lineButton } from './blocks/line-button.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import type { ViewContext } from './view-context.ts';
import { wordOf } from './word-of.ts';

/** `/ecs help`: all commands by what they do, or one in detail. */
export function helpView({ commands }: HelpReply, messages: Messages, { shared }: ViewContext): Message {
  const [first, ...rest] = commands;
  if (first && rest.length === 0) return oneCommand(first, messages);
  const words = messages.replies.help;
  const group = (kind: HelpReply['commands'][number]['kind'], title: string) =>
    section(
      [
        `*${title}*`,
        ...commands.filter((each) => each.kind === kind).map((each) => row(each, messages)),
      ].join('\n'),
    );
  return toMessage([words.title, ...commands.map((each) => row(each, messages))].join('\n'), [
    header(words.title),
    section(words.intro),
    group('read', words.look),
    group('change', words.change),
    group('setting', words.setting),
    context(`${words.more}  ·  ${words.share}`),
    shared
      ? undefined
      : actions([
          lineButton('/ecs clusters', 'clusters', 'clusters'),
          lineButton('/ecs services', 'services', 'services'),
        ]),
  ]);
}

function row(command: HelpReply['commands'][number], messages: Messages): string {
  return `${code(command.usage)}  ${wordOf(messages.commands, command.name) ?? ''}`;
}

function oneCommand(command: HelpReply['commands'][number], messages: Messages): Message {
  const words = messages.replies.help;
  const summary = wordOf(messages.commands, command.name) ?? '';
  const usage = `*${words.usage}*\n${code(`/ecs ${command.usage}`)}`;
  const examples = [
    `*${words.examples}*`,
    ...command.examples.map((example) => code(`/ecs ${example}`)),
  ].join('\n');
  return toMessage([`/ecs ${command.name}: ${summary}`, usage, examples].join('\n'), [
    header(`/ecs ${command.name}`),
    section(summary),
    section(usage),
    section(examples),
  ]);
}

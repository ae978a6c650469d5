import type { HelpCommand, HelpReply } from '../../commands/help.ts';
import type { OwnGrant, WhoamiReply } from '../../commands/whoami.ts';
import type { Messages } from '../../messages/en/index.ts';
import { code, wordOf } from '../../messages/mrkdwn.ts';
import {
  context,
  header,
  lineButton,
  type Message,
  ownActions,
  section,
  toMessage,
  type ViewContext,
} from '../blocks.ts';

/** `/ecs help`: the ten everyday commands and the topics of the others; or one topic, or one command in full. */
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
    ownActions(shared, more),
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

/** Two blocks each: more would push the rest out of the message. */
const mostGrants = 20;

/** `/ecs whoami`: each grant with its limits in small print. */
export function whoamiView(reply: WhoamiReply, messages: Messages): Message {
  const words = messages.whoami;
  const { userId, groups, policy, grants, askable } = reply;
  const person = words.person(userId, groups);
  if (policy.type === 'unusable') {
    const problem = words.unusable(policy.problem, policy.readsOpen);
    return toMessage([words.title, person, problem].join('\n'), [
      ...[header(words.title), section(person), section(`:warning: ${problem}`)],
    ]);
  }
  const shown = grants.slice(0, mostGrants).map((own) => ({
    title: words.grant(own.grant),
    limits: limitsOf(own, messages).join('  ·  '),
  }));
  const more = grants.length > mostGrants ? [words.more(grants.length - mostGrants)] : [];
  const mayChange = grants.some(({ grant }) => grant.may.some((each) => each !== 'read'));
  const nothing = mayChange ? [] : [words.nothing(askable)];
  const notes = [...more, words.reads[policy.reads], words.tags].join('  ·  ');
  const lines = shown.flatMap(({ title, limits }) => [title, limits]);
  return toMessage([words.title, person, ...lines, ...nothing, notes].join('\n'), [
    header(words.title),
    section(person),
    ...shown.flatMap(({ title, limits }) => [section(title), context(limits)]),
    ...nothing.map((text) => section(text)),
    context(notes),
  ]);
}

function limitsOf({ grant, by, now }: OwnGrant, messages: Messages): string[] {
  const words = messages.whoami;
  const { maxDesired, minRunning, families, repositories, hours, approval } = grant;
  return [
    words.by(by),
    ...(maxDesired === undefined ? [] : [words.maxDesired(maxDesired)]),
    ...(minRunning === undefined ? [] : [words.minRunning(minRunning)]),
    ...(families === undefined ? [] : [words.families(families)]),
    ...(repositories === undefined ? [] : [words.repositories(repositories)]),
    ...(hours === undefined ? [] : [words.hours(hours.text, now)]),
    ...(approval === undefined ? [] : [words.approval]),
  ];
}

import type { OwnGrant, WhoamiReply } from '../../commands/whoami.ts';
import type { Messages } from '../../messages/en/index.ts';
import { context, header, type Message, section, toMessage } from '../blocks.ts';

/** Two blocks each: more would push the rest out of the message. */
const mostGrants = 20;

/** `/ecs whoami`: each grant with its limits in small letters. */
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
  const { maxDesired, minRunning, hours, approval } = grant;
  return [
    words.by(by),
    ...(maxDesired === undefined ? [] : [words.maxDesired(maxDesired)]),
    ...(minRunning === undefined ? [] : [words.minRunning(minRunning)]),
    ...(hours === undefined ? [] : [words.hours(hours.text, now)]),
    ...(approval === undefined ? [] : [words.approval]),
  ];
}

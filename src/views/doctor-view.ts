import type { DoctorReply } from '../commands/doctor.ts';
import type { Level } from '../doctor/finding.ts';
import { actions } from './blocks/actions.ts';
import { context } from './blocks/context.ts';
import { header } from './blocks/header.ts';
import { lineButton } from './blocks/line-button.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import { findingText } from './finding-text.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import type { ViewContext } from './view-context.ts';

/** Troubles with a block each: more would push what is well out of the message. */
const mostTroubles = 40;

/** `/ecs doctor`: each trouble with what to do, then what is well in small letters. */
export function doctorView({ findings }: DoctorReply, messages: Messages, { shared }: ViewContext): Message {
  const words = messages.doctor;
  const texts = findings.map((finding) => ({ ...finding, text: findingText(finding, messages) }));
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const title = words.title(count('FAIL'), count('WARN'), count('OK'));
  const troubles = texts.filter(({ level }) => level !== 'OK');
  const well = texts.filter(({ level }) => level === 'OK');
  const line = ({ level, text }: { readonly level: Level; readonly text: string }) =>
    `${words.sign[level]} *${level}*  ${text}`;
  return toMessage([title, ...troubles.map(line), ...well.map(line)].join('\n'), [
    header(title),
    ...troubles.slice(0, mostTroubles).map((trouble) => section(line(trouble))),
    ...inContexts(well.map(({ level, text }) => `${words.sign[level]} ${text}`)),
    shared ? undefined : actions([lineButton(messages.replies.refresh, 'doctor', 'refresh')]),
  ]);
}

/** Slack takes 3,000 characters a text. */
function inContexts(lines: readonly string[]) {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last === undefined || last.length + line.length > 2500) texts.push(line);
    else texts[texts.length - 1] = `${last}\n${line}`;
  }
  return texts.map(context);
}

import type { Message } from '../../state/message.ts';
import type { Names } from './names.ts';
import { printContent } from './print-content.ts';

/** A message as readable text: who, where, when, and under it what it says. `note` stands in its head. */
export function printMessage(message: Message, names: Names, note = ''): string {
  const { user, channel, ts, visibleTo, threadTs, broadcast } = message;
  const head = [
    `${names.user(user)} in ${names.channel(channel)}`,
    new Date(Number(ts) * 1000).toTimeString().slice(0, 8),
    ...(visibleTo === undefined ? [] : ['only you see this']),
    ...(threadTs === undefined ? [] : [broadcast ? 'in a thread and the channel' : 'in a thread']),
    ...(note === '' ? [] : [note]),
  ].join(' · ');
  return `${head}\n${printContent(message, names).replace(/^(?=.)/gm, '  ')}\n`;
}

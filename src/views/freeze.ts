import type { Freeze } from '../access/freeze.ts';
import type { Card } from '../changes/card.ts';
import type { FreezesReply } from '../commands/freeze.ts';
import type { Messages } from '../messages/en/index.ts';
import type { News } from '../messages/en/news.ts';
import { context, header, lineButton, type Message, section, toMessage, type ViewContext } from './blocks.ts';

const dateOf = ({ until }: Freeze) => (until === undefined ? undefined : new Date(until));

/** Tells the channel what is frozen, until when, and why. */
export function freezeSetView(freeze: Freeze, messages: Messages): Message {
  const { freezes: words, sentences } = messages;
  const { pattern, setBy, reason } = freeze;
  const text = words.set(setBy, pattern, dateOf(freeze), reason);
  const hint = sentences([words.meaning, words.setHint(pattern)]);
  return toMessage(sentences([text, hint]), [section(text), context(hint)]);
}

/** Tells a channel that somebody ended a freeze. */
export function unfrozenView(pattern: string, userId: string, { freezes: words }: Messages): Message {
  const text = words.unfrozen(userId, pattern);
  return toMessage(text, [section(text)]);
}

/** Tells a channel that the time of a freeze is over. */
export function freezeEndView({ pattern }: Freeze, { freezes: words }: Pick<News, 'freezes'>): Message {
  const text = words.ended(pattern);
  return toMessage(text, [section(text)]);
}

/** `/ecs freezes`: one row each, with a button for those who may end it. */
export function freezesView(reply: FreezesReply, messages: Messages, { shared }: ViewContext): Message {
  const { freezes: words, sentences } = messages;
  const rows = reply.freezes.map((freeze) => {
    const { pattern, setBy, reason } = freeze;
    const hasButton = !shared && reply.mayEnd.includes(pattern);
    const id = `unfreeze:${pattern}`.slice(0, 200);
    const button = hasButton ? lineButton(words.unfreeze, `unfreeze ${pattern}`, id) : undefined;
    return { text: words.row(setBy, pattern, dateOf(freeze), reason), button };
  });
  const more = reply.hidden > 0 ? [words.hidden(reply.hidden)] : [];
  const none = rows.length === 0 ? [words.none] : [];
  const lines = [...none, ...rows.map(({ text }) => text), ...more, words.meaning];
  return toMessage([words.title, ...lines].join('\n'), [
    header(words.title),
    ...none.map((text) => section(text)),
    ...rows.map(({ text, button }) => section(text, button)),
    context(sentences([...more, words.meaning])),
  ]);
}

/** What a card says about the freeze that its change breaks, and the reason that was typed. */
export function freezeFacts(
  { because, breaks, stays }: Pick<Card, 'because' | 'breaks' | 'stays'>,
  { freezes: words }: Messages,
): string[] {
  return [
    ...(breaks ? [words.breaks(breaks.setBy, breaks.pattern, dateOf(breaks), breaks.reason)] : []),
    ...(stays ? [words.stays(stays.pattern, dateOf(stays))] : []),
    ...(because === undefined ? [] : [words.because(because)]),
  ];
}

/** Tells a channel that somebody changes something in spite of a freeze; `what` is the change in one line. */
export function breakGlassView(
  { askedBy, because = '', breaks }: Card,
  { what, approvedBy }: { readonly what: string; readonly approvedBy: string | undefined },
  { freezes: words, sentences }: Messages,
): Message {
  const text = words.broken(askedBy, what, because);
  const hint = sentences([
    ...(breaks ? [words.row(breaks.setBy, breaks.pattern, dateOf(breaks), breaks.reason)] : []),
    ...(approvedBy === undefined ? [] : [words.approvedBy(approvedBy)]),
  ]);
  return toMessage(sentences([text, hint]), [section(text), context(hint)]);
}

import type { ImageRow, MovedTag } from '../commands/read-repository.ts';
import { code } from './blocks/code.ts';
import { slackDate } from './blocks/slack-date.ts';
import { formatSize } from './format-size.ts';
import type { Messages } from './messages/messages.ts';
import { shortDigest } from './short-digest.ts';
import { wordOf } from './word-of.ts';

/** Tags of one image that are named; CI systems may put dozens on it. */
const shownTags = 5;

/** One image: its tags, who runs it and who runs an older push of it, then push date, size, digest and scan result. */
export function imageEntry(
  { image, services }: ImageRow,
  moved: readonly MovedTag[],
  messages: Messages,
): string {
  const { images: words } = messages.replies;
  const tags = image.tags.slice(0, shownTags).map(code).join(' ');
  const more = image.tags.length > shownTags ? ` +${image.tags.length - shownTags}` : '';
  const scan = scanResult(image, messages);
  const facts = [
    ...(image.pushedAt ? [words.pushed(slackDate(image.pushedAt))] : []),
    ...(image.size === undefined ? [] : [formatSize(image.size, messages.locale)]),
    code(shortDigest(image.digest)),
    ...(scan === undefined ? [] : [scan]),
  ];
  const behind = moved.filter(({ now }) => now?.digest === image.digest).map(({ target }) => target);
  const who = [
    ...(services.length > 0 ? [`:large_green_circle: ${words.runsIn(services)}`] : []),
    ...(behind.length > 0 ? [`:warning: ${words.behind(behind)}`] : []),
  ];
  return `${[`*${tags}*${more}`, ...who].join('  ·  ')}\n${facts.join('  ·  ')}`;
}

function scanResult(
  { findings, scanStatus = '' }: ImageRow['image'],
  { replies }: Messages,
): string | undefined {
  const words = replies.images;
  const found = findings?.filter(({ count }) => count > 0);
  if (found === undefined) return wordOf(words.scan, scanStatus);
  return found.length === 0 ? words.noFindings : words.findings(found);
}

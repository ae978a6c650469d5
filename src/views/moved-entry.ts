import type { MovedTag } from '../commands/read-repository.ts';
import { slackDate } from './blocks/slack-date.ts';
import type { Messages } from './messages/messages.ts';
import { shortDigest } from './short-digest.ts';

/** The warning that a service runs another image than its tag stands for by now. */
export function movedEntry({ target, tag, runs, runsPushedAt, now }: MovedTag, messages: Messages): string {
  const words = messages.replies.images;
  const date = (at: Date | undefined) => at && slackDate(at);
  return [
    words.moved(target, tag),
    words.movedRuns(shortDigest(runs), date(runsPushedAt)),
    now === undefined
      ? words.movedGone(tag)
      : words.movedNow(tag, shortDigest(now.digest), date(now.pushedAt)),
  ].join('\n');
}

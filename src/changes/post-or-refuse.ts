import { CannotPost } from './cannot-post.ts';
import type { Card } from './card.ts';
import { ChangeRefused } from './change-refused.ts';
import { isDirect } from './is-direct.ts';
import { Unanswered } from './unanswered.ts';

/** Runs `post`; where the bot may not write, or Slack does not say whether it did, the change is refused. */
export async function postOrRefuse<Result>(card: Card, post: () => Promise<Result>): Promise<Result> {
  try {
    return await post();
  } catch (error) {
    if (error instanceof Unanswered) throw new ChangeRefused({ why: 'unanswered' }, { cause: error });
    if (!(error instanceof CannotPost)) throw error;
    const { channelId, refusal } = error;
    const direct = isDirect(card.channelId);
    throw new ChangeRefused({ why: 'cannotPost', channelId, direct, refusal }, { cause: error });
  }
}

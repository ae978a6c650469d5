import type { RefusalReason } from '../changes/change-refused.ts';
import type { Problem } from '../commands/problem.ts';

/** The sentence's values for what the road of changes refused. */
export function changeProblem(reason: RefusalReason): Problem {
  switch (reason.why) {
    case 'denied':
      return { code: 'denied', denial: reason.denial };
    case 'askerDenied':
      return { code: 'askerDenied', asker: reason.askedBy };
    case 'cardOfAnother':
      return { code: 'cardOfAnother', asker: reason.askedBy };
    case 'cannotPost': {
      const { channelId: channel, direct, refusal } = reason;
      // These two are no matter of the channel.
      if (refusal?.kind === 'token' || refusal?.kind === 'scope') return { code: 'slackRefuses', refusal };
      return { code: 'cannotPost', channel, direct, ...(refusal && { slackSays: refusal.code }) };
    }
    default:
      return { code: reason.why };
  }
}

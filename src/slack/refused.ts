import type { RefusalReason } from '../changes/card.ts';
import type { Problem } from '../commands/line/problem.ts';

/** The problem to show for a change that the pipeline refused. */
export function changeProblem(reason: RefusalReason): Problem {
  switch (reason.why) {
    case 'denied':
      return { code: 'denied', denial: reason.denial };
    case 'askerDenied':
    case 'cardOfAnother':
      return { code: reason.why, asker: reason.askedBy };
    case 'cardMade': {
      const { intent, outcome, link } = reason;
      const { card, decidedBy: userId = card.askedBy, decidedAt } = intent;
      return {
        code: 'cardMade',
        userId,
        approved: userId !== card.askedBy,
        at: Date.parse(decidedAt),
        result: outcome?.result,
        link,
      };
    }
    case 'cardWithdrawn': {
      const { card, decidedBy: userId = card.askedBy, decidedAt } = reason.intent;
      return { code: 'cardWithdrawn', userId, declined: userId !== card.askedBy, at: Date.parse(decidedAt) };
    }
    case 'cardExpired': {
      const { askedAt, expiresAt } = reason.card;
      return { code: 'cardExpired', minutes: Math.round((expiresAt * 1000 - Date.parse(askedAt)) / 60_000) };
    }
    case 'refusedBefore':
      return { code: 'refusedBefore', because: reason.because };
    case 'targetBusy':
      return { code: 'targetBusy', target: reason.target, userId: reason.userId };
    case 'aboveMaximum': {
      const { target, count, maximum } = reason;
      return { code: 'aboveMaximum', target, count, maximum };
    }
    case 'frozen': {
      const { target, freeze, mayBreak } = reason;
      const { pattern, reason: why, setBy, until } = freeze;
      return { code: 'frozen', target, pattern, reason: why, setBy, until, mayBreak };
    }
    case 'hookOver':
      return { code: 'hookOver', target: reason.target, end: reason.end };
    case 'approvalNeeded':
      return { code: 'approvalNeeded', byTag: reason.approval === 'tag' };
    case 'cannotPost': {
      const { channelId: channel, direct, refusal } = reason;
      // These two have nothing to do with the channel.
      if (refusal?.kind === 'token' || refusal?.kind === 'scope') return { code: 'slackRefuses', refusal };
      return { code: 'cannotPost', channel, direct, ...(refusal && { slackSays: refusal.code }) };
    }
    default:
      return { code: reason.why };
  }
}

import type { Finding } from '../doctor/finding.ts';
import { formatAge } from './format-age.ts';
import type { Messages } from './messages/messages.ts';

/** One finding of the doctor as a sentence or two: what is so, and what to do where it is not well. */
export function findingText(finding: Finding, { doctor: words, locale }: Messages): string {
  const { findings } = words;
  switch (finding.code) {
    case 'tokenMissing':
    case 'tokenMalformed':
      return findings[finding.code](finding.parameter);
    case 'slackAnswers':
    case 'slackOtherWorkspace':
      return findings[finding.code](finding.team);
    case 'slackRefuses':
    case 'slackForbids':
      return findings[finding.code](finding.error);
    case 'scopesMissing':
    case 'scopesNeedless':
      return findings[finding.code](finding.scopes);
    case 'rightsHeld':
      return findings.rightsHeld(finding.count);
    case 'rightsMissing':
    case 'rightsUntried':
      return findings[finding.code](finding.actions);
    case 'rightsUnclear':
      return findings.rightsUnclear(finding.actions, finding.message);
    case 'ruleEnabled':
    case 'ruleDisabled':
    case 'ruleGone':
      return findings[finding.code](finding.rule);
    case 'sweepHeard':
    case 'sweepLate':
    case 'eventHeard':
      return findings[finding.code](formatAge(finding.ageMs, locale), new Date(finding.at));
    case 'queueFlows':
    case 'queueLong':
    case 'deadLetters':
      return findings[finding.code](finding.queue, finding.waiting);
    case 'queueGone':
    case 'deadLettersNone':
      return findings[finding.code](finding.queue);
    case 'concurrencyEnough':
    case 'concurrencyLow':
      return findings[finding.code](finding.limit);
    case 'clockRight':
    case 'clockOff':
      return findings[finding.code](finding.seconds);
    case 'tableAnswers':
    case 'tableGone':
      return findings[finding.code](finding.table);
    case 'accessUsable':
      return findings.accessUsable(finding.grants);
    case 'accessUnusable':
      return findings.accessUnusable(finding.problem);
    case 'peopleUnknown':
      return findings.peopleUnknown(finding.ids);
    case 'peopleKnown':
      return findings.peopleKnown(finding.known, finding.unasked);
    case 'channelKnown':
    case 'channelUnknown':
      return findings[finding.code](finding.channel);
    case 'alarmsInTopicToo':
      return findings.alarmsInTopicToo(finding.topic);
    case 'denied':
    case 'failed':
      return findings[finding.code](words.checks[finding.check], finding.message);
    case 'late':
      return findings.late(words.checks[finding.check]);
    default:
      return findings[finding.code];
  }
}

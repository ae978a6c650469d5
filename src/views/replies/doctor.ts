import type { DoctorReply } from '../../commands/doctor.ts';
import type { Finding, Level } from '../../doctor/check.ts';
import type { Messages } from '../../messages/en/index.ts';
import { formatAge } from '../../messages/mrkdwn.ts';
import {
  context,
  header,
  lineButton,
  type Message,
  ownActions,
  section,
  toMessage,
  type ViewContext,
} from '../blocks.ts';

/** Problems with a block each: more would push the passed checks out of the message. */
const mostTroubles = 40;

/** `/ecs doctor`: each problem with what to do, then the passed checks in small print. */
export function doctorView({ findings }: DoctorReply, messages: Messages, { shared }: ViewContext): Message {
  const words = messages.doctor;
  const texts = findings.map((finding) => ({ ...finding, text: findingText(finding, messages) }));
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const title = words.title(count('FAIL'), count('WARN'), count('OK'));
  const isTrouble = ({ level }: { readonly level: Level }) => level === 'FAIL' || level === 'WARN';
  const troubles = texts.filter(isTrouble);
  const well = texts.filter((each) => !isTrouble(each));
  const line = ({ level, text }: { readonly level: Level; readonly text: string }) =>
    `${words.sign[level]} *${level}*  ${text}`;
  return toMessage([title, ...troubles.map(line), ...well.map(line)].join('\n'), [
    header(title),
    ...troubles.slice(0, mostTroubles).map((trouble) => section(line(trouble))),
    ...inContexts(well.map(({ level, text }) => `${words.sign[level]} ${text}`)),
    ownActions(shared, [lineButton(messages.replies.refresh, 'doctor', 'refresh')]),
  ]);
}

/** Slack takes 3,000 characters per text. */
function inContexts(lines: readonly string[]) {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last === undefined || last.length + line.length > 2500) texts.push(line);
    else texts[texts.length - 1] = `${last}\n${line}`;
  }
  return texts.map(context);
}

/** One finding of the doctor in a sentence or two: the result, and what to do if there is a problem. */
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

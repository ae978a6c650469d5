import { targetName } from '../../aws/ecs/target.ts';
import type { ChangeOutcome, Intent, Refused } from '../../changes/card.ts';
import type { AutoscalingState, TaskChange } from '../../changes/change.ts';
import { code, escapeText, quote, wordOf } from '../mrkdwn.ts';
import { span } from './changes.ts';

const person = (userId: string) => `<@${escapeText(userId)}>`;

/** Why something was refused, by the code of the problem shown. Codes not listed here are about the line itself. */
const reasons = {
  mayNotChange: 'may not change anything',
  standing: 'not a member of the workspace',
  noPolicy: 'there is no usable access file',
  noGrant: 'no grant allows it',
  limit: 'over the grant’s limit',
  maxTag: 'over the tag ecs-bot:max',
  askerDenied: 'the asker may not do it any more',
  cardOfAnother: 'somebody else’s card',
  needsSecondPerson: 'the asker can’t approve',
  ownDeployment: 'whoever began the deployment can’t approve',
  hookOver: 'the hook no longer waited',
  cardGone: 'the card was used, withdrawn or too old',
  cardMade: 'the card was used already',
  cardWithdrawn: 'the card was withdrawn',
  cardExpired: 'the card had expired',
  targetBusy: 'another change was running',
  frozen: 'its target is frozen',
  approvalNeeded: 'a second person had to approve',
  tooLate: 'it came too late',
  cannotPost: 'the bot can’t post in that channel',
  slackRefuses: 'Slack refuses the bot’s token, or a scope is missing',
  answerLost: 'Slack delivered the answer to nobody',
  aboveMaximum: 'over the limit of all services',
  awsDenied: 'the bot’s role does not allow it',
  awsRefused: 'AWS refused',
};

/** `the last day`, and `the last 7d`. */
const stretch = (span: string) =>
  ({ '1d': 'day', '1h': 'hour', '1min': 'minute' })[span.replaceAll(/\s/g, '')] ?? span;

const bounds = ({ minCapacity, maxCapacity, suspended }: AutoscalingState) =>
  suspended.scaleIn && suspended.scaleOut ? 'paused' : `${minCapacity}–${maxCapacity}`;

/** The words of the audit: `/ecs audit`, and the channel notified of each change. */
export const audit = {
  reasons,
  title: (target: string | undefined): string => (target === undefined ? 'Audit' : `Audit of ${target}`),
  scope: (span: string, userId: string | undefined): string =>
    `The last ${stretch(span)}, newest first${userId === undefined ? '' : `, only ${person(userId)}`}`,
  none: (span: string, target: string | undefined, userId: string | undefined): string =>
    `Nothing was changed or refused in the last ${stretch(span)}${target === undefined ? '' : ` for ${code(target)}`}${userId === undefined ? '' : ` by ${person(userId)}`}.`,
  page: (page: number): string => `Page ${page}`,
  asked: ({ card, decidedBy, decision }: Intent): string => {
    const asker = person(card.askedBy);
    if (decidedBy === undefined) return `${asker}, by timer`;
    if (decidedBy === card.askedBy) return asker;
    return `${asker}, ${decision === 'make' ? 'approved' : 'withdrawn'} by ${person(decidedBy)}`;
  },
  refusedTo: ({ userId }: Refused): string => person(userId),
  what: (change: TaskChange): string => {
    const name = code(targetName(change.target));
    if (change.type === 'scale') {
      const { before, after, forMs, autoscaling, undoes } = change;
      return [
        `scale ${name} ${before.desiredCount} → ${after.desiredCount}`,
        ...(autoscaling?.after
          ? [`auto scaling ${bounds(autoscaling.before)} → ${bounds(autoscaling.after)}`]
          : []),
        ...(forMs === undefined ? [] : [`for ${span(forMs)}`]),
        ...(undoes === undefined ? [] : [undoes.by === 'timer' ? 'the time was over' : 'an undo']),
      ].join(', ');
    }
    const task = code(change.taskArn.slice(change.taskArn.lastIndexOf('/') + 1).slice(0, 8));
    const verb = change.drill ? 'drill: stop' : 'stop';
    return `${verb} task ${task} of ${name}, ${change.before.runningCount} running`;
  },
  /** The button that was pressed, and the line its card came from. */
  press: {
    confirm: (line: string): string => `the button of ${line}`,
    cancel: (line: string): string => `cancelling ${line}`,
    undo: (line: string): string => `undoing ${line}`,
    return: (line: string): string => `the end of ${line}`,
  },
  someCard: 'a card',
  line: (text: string): string => code(`/ecs ${text}`),
  where: (channelId: string): string =>
    channelId.startsWith('D') ? 'in a direct message' : `in <#${escapeText(channelId)}>`,
  result: (intent: Intent, outcome: ChangeOutcome | undefined): string => {
    if (intent.decision === 'withdraw') return ':heavy_minus_sign: withdrawn';
    const made = outcome?.registered === undefined ? '' : ` (${code(outcome.registered)} was registered)`;
    if (outcome === undefined || outcome.result === 'unknown')
      return `:grey_question: outcome unknown${made}`;
    if (outcome.result === 'applied') return `:white_check_mark: applied${made}`;
    return `:x: failed: ${quote(outcome.reason ?? '')}${made}`;
  },
  refused: (why: string): string => `:no_entry: refused: ${escapeText(wordOf(reasons, why) ?? why)}`,
};

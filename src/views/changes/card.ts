import type { Button } from '@slack/types';
import type { Card, ChangeOutcome } from '../../changes/card.ts';
import type {
  AutoscalingState,
  Change,
  ScaleChange,
  StopTaskChange,
  TaskChange,
} from '../../changes/change.ts';
import { standingWithout } from '../../changes/for-a-time.ts';
import type { Messages } from '../../messages/en/index.ts';
import { formatAge } from '../../messages/mrkdwn.ts';
import { actions, context, lineButton, type Message, paragraphs, section, toMessage } from '../blocks.ts';
import { freezeFacts } from '../freeze.ts';
import { deploymentFacts, deploymentWords, isDeployment } from './deployments.ts';
import { hookAnswerFacts, hookAnswerWords } from './hook-answers.ts';
import { resourceFacts } from './resources.ts';

interface CardViewOptions {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The card replaces one whose target has changed since. */
  readonly stale: boolean;
}

/** The confirm card: what will change, what follows from it, and the two buttons. */
export function cardView(card: Card, messages: Messages, { now, stale }: CardViewOptions): Message {
  const { id, change } = card;
  const words = messages.changes;
  const said = changeWords(change, messages);
  const title = said.cardTitle();
  const facts = [...cardFacts(change, messages, now), ...freezeFacts(card, messages)];
  const text = [...(stale ? [words.stale] : []), title, ...facts].join('\n');
  const style = isDangerous(change) || card.breaks ? 'danger' : 'primary';
  return toMessage(text, [
    stale ? context(words.stale) : undefined,
    section(`*${title}*`),
    ...paragraphs(facts),
    actions([
      lineButton(said.cardButton(), `confirm ${id}`, 'confirm', { style }),
      ...autoscalingOffers(change, words),
      lineButton(words.cancelButton, `cancel ${id}`, 'cancel'),
    ]),
    context(words.cardContext),
  ]);
}

/** The same without a button. `refused`: why its reader could not confirm it. `now` is in epoch milliseconds. */
export function dryRunView(
  card: Pick<Card, 'change' | 'because' | 'approval' | 'breaks' | 'stays'>,
  refused: string | undefined,
  messages: Messages,
  now: number,
): Message {
  const { change, approval } = card;
  const words = messages.changes;
  const title = words.dryRunTitle(changeWords(change, messages).cardTitle());
  const facts = [...cardFacts(change, messages, now), ...freezeFacts(card, messages)];
  const who = [
    ...(refused === undefined ? [] : [words.dryRunRefused(refused)]),
    ...(approval === undefined ? [] : [words.approvalWhy(approval === 'tag')]),
  ];
  return toMessage([title, ...facts, ...who, words.dryRunContext].join('\n'), [
    section(`*${title}*`),
    ...paragraphs(facts),
    who.length === 0 ? undefined : section(who.join('\n')),
    context(words.dryRunContext),
  ]);
}

/** The card that asks the channel for a second person. `now` is in epoch milliseconds. */
export function approvalView(card: Card, messages: Messages, now: number): Message {
  const { id, change, askedBy, askedAt, expiresAt } = card;
  const words = messages.changes;
  const said = changeWords(change, messages);
  const title = said.approvalTitle(askedBy);
  const facts = [...cardFacts(change, messages, now), ...freezeFacts(card, messages)];
  const style = isDangerous(change) || card.breaks ? 'danger' : 'primary';
  return toMessage([title, ...facts, words.approvalWhy(card.approval === 'tag')].join('\n'), [
    section(`:busts_in_silhouette: *${title}*`),
    ...paragraphs(facts),
    actions([
      lineButton(said.approveButton(), `confirm ${id}`, 'confirm', { style }),
      lineButton(words.declineButton, `cancel ${id}`, 'cancel'),
    ]),
    context(
      messages.sentences([
        words.approvalWhy(card.approval === 'tag'),
        words.approvalContext(askedBy, new Date(askedAt), new Date(expiresAt * 1000)),
      ]),
    ),
  ]);
}

/** The sentences about one change, from the part of the catalogue for its kind. */
interface ChangeWords {
  cardTitle(): string;
  cardButton(): string;
  approvalTitle(askedBy: string): string;
  approveButton(): string;
  cancelled(): string;
  asked(channelId: string): string;
  /** How it went, for the person who asked. */
  ended(outcome: ChangeOutcome, link: string | undefined): string;
  /** For the audit: the change in one line. */
  what(): string;
}

/** Picks the sentences for the kind of change. */
export function changeWords(change: Change, messages: Messages): ChangeWords {
  if (isTaskChange(change)) {
    const { changes: words, audit } = messages;
    return {
      cardTitle: () => words.cardTitle(change),
      cardButton: () => words.cardButton(change),
      approvalTitle: (askedBy) => words.approvalTitle(change, askedBy),
      approveButton: () => words.approveButton(change),
      cancelled: () => words.cancelled(change),
      asked: (channelId) => words.asked(change, channelId),
      ended({ result, reason = '' }, link) {
        if (result === 'applied') return words.started(change, link);
        return result === 'failed' ? words.failed(change, reason) : words.unknown(change, reason);
      },
      what: () => audit.what(change),
    };
  }
  if (isDeployment(change)) return deploymentWords(change, messages);
  if (change.type === 'continue') return hookAnswerWords(change, messages);
  const { resources: words } = messages;
  return {
    cardTitle: () => words.cardTitle(change),
    cardButton: () => words.button[change.type],
    approvalTitle: (askedBy) => words.approvalTitle(change, askedBy),
    approveButton: () => words.approve[change.type],
    cancelled: () => words.cancelled(change),
    asked: (channelId) => words.asked(change, channelId),
    ended({ result, reason = '', why }, link) {
      if (result === 'applied') return words.done(change, link);
      const said = result === 'failed' ? words.failed(change, reason) : words.unknown(change, reason);
      return why === undefined ? said : messages.sentences([said, words.why[why]]);
    },
    what: () => words.what(change),
  };
}

/** Whether a change is about running tasks. */
function isTaskChange(change: Change): change is TaskChange {
  return change.type === 'scale' || change.type === 'stop-task';
}

/** What a change does and what follows from it, one line each. `now` is in epoch milliseconds. */
export function cardFacts(change: Change, messages: Messages, now: number): string[] {
  if (change.type === 'scale') return scaleFacts(change, messages, now);
  if (isDeployment(change)) return deploymentFacts(change, messages, now);
  if (change.type === 'continue') return hookAnswerFacts(change, messages);
  return change.type === 'stop-task' ? stopFacts(change, messages, now) : resourceFacts(change, messages);
}

function scaleFacts(change: ScaleChange, { changes: words }: Messages, now: number): string[] {
  const { before, after, forMs, autoscaling } = change;
  const step = after.desiredCount - before.desiredCount;
  const back = forMs === undefined ? undefined : standingWithout(change, now + forMs);
  return [
    words.scaleCounts(before.desiredCount, before.runningCount, after.desiredCount),
    ...(step === 0 ? [] : [step > 0 ? words.scaleOut(step) : words.scaleIn(-step)]),
    ...(after.desiredCount === 0 ? [words.scaleToZero] : []),
    ...(back && forMs !== undefined && autoscaling?.after === undefined
      ? [words.goesBack(back.desiredCount, forMs)]
      : []),
    ...autoscalingFacts(change, back?.autoscaling, words),
  ];
}

/** What Application Auto Scaling will do to the count, and what the change does to auto scaling; `back` is its state when the change expires. */
function autoscalingFacts(
  { after, autoscaling, forMs }: ScaleChange,
  back: AutoscalingState | undefined,
  words: Messages['changes'],
): string[] {
  if (autoscaling === undefined) return [];
  const { before, after: set } = autoscaling;
  const { minCapacity, maxCapacity, suspended } = set ?? before;
  const moved = minCapacity !== before.minCapacity || maxCapacity !== before.maxCapacity;
  const isPaused = suspended.scaleIn && suspended.scaleOut && suspended.scheduled;
  if (moved) {
    return [
      words.boundsMove(before.minCapacity, before.maxCapacity, minCapacity, maxCapacity),
      ...(back && forMs !== undefined ? [words.boundsGoBack(back.minCapacity, back.maxCapacity, forMs)] : []),
    ];
  }
  if (set !== undefined && isPaused)
    return [words.autoscalingPauses(forMs), words.bounds(minCapacity, maxCapacity)];
  if (set !== undefined) return [words.autoscalingResumes(minCapacity, maxCapacity)];
  const { desiredCount } = after;
  return [
    words.bounds(minCapacity, maxCapacity),
    ...(isPaused ? [words.autoscalingIsPaused] : []),
    ...(!isPaused && desiredCount > maxCapacity ? [words.aboveBound(maxCapacity)] : []),
    ...(!isPaused && desiredCount < minCapacity ? [words.belowBound(minCapacity)] : []),
    ...(!isPaused && desiredCount >= minCapacity && desiredCount <= maxCapacity ? [words.withinBounds] : []),
  ];
}

/** What a card offers to keep auto scaling from overwriting the count; each is a line that leads to a card of its own. */
function autoscalingOffers(change: Change, words: Messages['changes']): Button[] {
  if (change.type !== 'scale' || change.undoes !== undefined || change.autoscaling === undefined) return [];
  const { target, after, autoscaling, forMs } = change;
  const { before } = autoscaling;
  if (autoscaling.after !== undefined) return [];
  const { desiredCount } = after;
  const line = `scale ${target.cluster}/${target.service} ${desiredCount}`;
  const isOutside = desiredCount > before.maxCapacity || desiredCount < before.minCapacity;
  const isPaused = before.suspended.scaleIn && before.suspended.scaleOut && before.suspended.scheduled;
  const time = forMs === undefined ? '' : ` for ${Math.round(forMs / 1000)}s`;
  return [
    ...(isOutside
      ? [
          lineButton(
            desiredCount > before.maxCapacity
              ? words.moveMaximum(desiredCount)
              : words.moveMinimum(desiredCount),
            `${line}${time} --move-bound`,
            'move-bound',
          ),
        ]
      : []),
    ...(isPaused || forMs !== undefined
      ? []
      : [lineButton(words.pauseAutoscaling, `${line} --pause 1h`, 'pause')]),
  ];
}

function stopFacts(
  { target, taskArn, before, safety }: StopTaskChange,
  messages: Messages,
  now: number,
): string[] {
  const words = messages.changes;
  const { startedAt, taskDefinition, zone, runningCount, desiredCount } = before;
  const age = startedAt === undefined ? undefined : formatAge(now - Date.parse(startedAt), messages.locale);
  return [
    words.stopWhich(taskArn, taskDefinition, age, zone),
    consequence(),
    ...(safety?.isDeploying ? [words.stopDuringDeployment] : []),
    ...(safety?.isProtected ? [words.stopProtected] : []),
  ];

  function consequence(): string {
    if (!('service' in target)) return words.stopStandalone;
    if (desiredCount === 0) return words.stopNotReplaced;
    if (runningCount <= 1) return words.stopOnlyOne;
    if (safety !== undefined && safety.healthyCount <= 1) return words.stopLastHealthy(runningCount);
    return words.stopReplaced(runningCount);
  }
}

/** Whether a change takes something away from a service's callers; if so, its button is red. */
function isDangerous(change: Change): boolean {
  switch (change.type) {
    case 'scale':
      return change.after.desiredCount === 0;
    case 'stop-task':
    case 'delete-service':
    case 'delete-cluster':
      return true;
    case 'deploy':
      return change.roles.length > 0;
    default:
      return false;
  }
}

/** What replaces a card from its press until its change is made: no buttons, so that nobody presses twice. */
export function workingCardView({ change }: Card, messages: Messages): Message {
  return inPlace(changeWords(change, messages).cardTitle(), messages.changes.working);
}

/** The same for a card in the channel, approved by `by`. */
export function workingApprovalView({ change, askedBy }: Card, by: string, messages: Messages): Message {
  return inPlace(changeWords(change, messages).approvalTitle(askedBy), messages.changes.approvalWorking(by));
}

function inPlace(title: string, working: string): Message {
  return toMessage(`${title}\n${working}`, [section(`${title}\n${working}`)]);
}

import { localIds } from '../../../infra/local/slack/workspace/workspace.ts';
import { policies, type SimulatedGrant } from '../policies.ts';
import type { Run } from '../run.ts';
import { type Decision, readDecisions } from './decisions.ts';
import { leftBy } from './running.ts';

/** A policy is in force until the last instance that read it is gone; Slack's answers about groups count for fifteen minutes. */
const [oldInstanceMs, knownMs] = [120_000, 900_000];

/**
 * Nothing changed without a grant of who caused it, a second person where one was due and never one's own approval, within every limit. A small reading
 * of the policies of its own: it shares nothing with the code under test.
 */
export function checkAccess(run: Run): string[] {
  return readDecisions(run)
    .filter(({ intent, outcome }) => intent.decision === 'withdraw' || outcome?.result === 'applied')
    .flatMap((decision) =>
      decision.intent.decision === 'make' ? checkDecision(run, decision) : checkDeclined(run, decision),
    );
}

function checkDecision(run: Run, decision: Decision): string[] {
  const { card, decidedBy, decidedAt } = decision.intent;
  const what = `${card.line} of ${card.askedBy}, decided ${decidedAt} by ${decidedBy ?? 'its timer'}`;
  const decider = decidedBy ?? card.askedBy;
  if (card.approval !== undefined && decidedBy === card.askedBy) return [`${what}: their own approval`];
  if (card.approval === undefined && decider !== card.askedBy) return [`${what}: somebody else's card`];
  const isApproved = card.approval !== undefined || card.approvedBy !== undefined;
  const isProtected = (tagOf(run, decision, 'ecs-bot:protected') ?? 'false') !== 'false';
  if (isProtected && !isApproved) return [`${what}: no second person, and its target is protected`];
  const { change } = card;
  const most = tagOf(run, decision, 'ecs-bot:max');
  const isRaised = change.type === 'scale' && change.after.desiredCount > change.before.desiredCount;
  if (isRaised && most !== undefined && change.after.desiredCount > Number(most))
    return [`${what}: over its target's tag ecs-bot:max=${most}`];
  const problems = new Set(
    [...new Set([card.askedBy, decider])].flatMap((user) => denied(run, decision, user, isApproved)),
  );
  return [...problems].map((problem) => `${what}: ${problem}`);
}

/** A card is withdrawn by its asker; one that waits for a second person also by who might approve it. */
function checkDeclined(run: Run, decision: Decision): string[] {
  const { card, decidedBy = '', decidedAt } = decision.intent;
  if (decidedBy === card.askedBy) return [];
  const what = `${card.line} of ${card.askedBy}, declined ${decidedAt} by ${decidedBy}`;
  if (card.approval === undefined) return [`${what}: somebody else's card`];
  return denied(run, decision, decidedBy, true).map((problem) => `${what}: ${problem}`);
}

/** The value that a service's tag has had for so long that every read shows it; undefined if it changed lately, or there is none. */
function tagOf({ plan, times }: Run, { intent, until }: Decision, key: string): string | undefined {
  const { target } = intent.card.change;
  const service = 'service' in target ? `${target.cluster}/${target.service}` : '';
  const own = plan.steps.flatMap((step) =>
    step.kind === 'tag' && step.service === service && step.key === key
      ? [{ at: times.start + step.at, value: step.value }]
      : [],
  );
  const settled = Date.parse(intent.decidedAt) - tagUnseenMs;
  const values = own.filter(({ at }, index) => at <= until && (own[index + 1]?.at ?? Infinity) > settled);
  return values.every(({ at, value }) => at <= settled && value === values[0]?.value)
    ? values[0]?.value
    : undefined;
}

/** A worker decides within its thirty seconds, on what it read then. */
const tagUnseenMs = 35_000;

/** Why no policy that can have been in force lets this person do it; nothing if one does. */
function denied(run: Run, decision: Decision, user: string, isApproved: boolean): string[] {
  const at = Date.parse(decision.intent.decidedAt);
  const inForce = run.deployed.filter(({ at: since }, index) => {
    const end = (run.deployed[index + 1]?.at ?? run.times.end) + oldInstanceMs;
    return since <= decision.until && end >= at;
  });
  const reasons = inForce.map(({ policy }) => {
    const own = (policies[policy]?.grants ?? []).filter((grant) => covers(run, grant, decision, user, at));
    if (own.length === 0) return 'no grant';
    const within = own.filter((grant) => isWithin(run, grant, decision));
    if (within.length === 0) return 'over the limits of every grant';
    const alone = within.some(({ approval }) => approval === undefined);
    return alone || isApproved ? undefined : 'no second person';
  });
  return reasons.includes(undefined) ? [] : [reasons[0] ?? 'no policy'];
}

function covers(run: Run, grant: SimulatedGrant, { intent }: Decision, user: string, at: number): boolean {
  const { change, channelId } = intent.card;
  const target = 'service' in change.target ? `${change.target.cluster}/${change.target.service}` : '';
  const who = [grant.who].flat();
  const isNamed =
    who.includes(user) ||
    who.includes(channelId) ||
    (who.includes(localIds.onCall) && isOnCall(run, user, at));
  const may = [grant.may].flat();
  const isOn = [grant.on]
    .flat()
    .some((glob) => new RegExp(`^${glob === '*' ? '.*' : glob.replace('*', '[^/]*')}$`).test(target));
  return isNamed && isOn && (may.includes('change') || may.includes(change.type));
}

function isOnCall({ plan, times }: Run, user: string, at: number): boolean {
  const groups = plan.steps.flatMap((step) =>
    step.kind === 'group' ? [{ since: times.start + step.at, members: step.members }] : [],
  );
  const first = [localIds.operator, localIds.secondOperator, localIds.japaneseOperator] as readonly string[];
  const all = [{ since: 0, members: first }, ...groups];
  return all.some(({ since, members }, index) => {
    const end = (all[index + 1]?.since ?? times.end) + knownMs;
    return since <= at + 5000 && end >= at && members.includes(user);
  });
}

function isWithin(run: Run, grant: SimulatedGrant, decision: Decision): boolean {
  const { change } = decision.intent.card;
  const [most, least] = [grant['max-desired'] ?? 20, grant['min-running'] ?? 0];
  if (grant.hours !== undefined && !isOpen(grant.hours, Date.parse(decision.intent.decidedAt))) return false;
  if (change.type === 'scale') {
    const [from, to] = [change.before.desiredCount, change.after.desiredCount];
    if (to > from && to > Math.min(most, 20)) return false;
  }
  return least === 0 || (leftBy(run, decision) ?? least) >= least;
}

/** `00:00-00:40 UTC`, give or take what clocks are apart. */
function isOpen(hours: string, at: number): boolean {
  const [from = '', to = ''] = hours.split(' ')[0]?.split('-') ?? [];
  const inDay = (text: string) => Date.parse(`1970-01-01T${text}:00Z`);
  const time = at % 86_400_000;
  return time >= inDay(from) - 5000 && time <= inDay(to) + 5000;
}

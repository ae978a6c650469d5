import { createHash } from 'node:crypto';
import type { AccessDecision } from '../access/access.ts';
import type { Freeze } from '../access/freeze.ts';
import { coveredName, targetName } from '../aws/ecs/target.ts';
import { CannotPost, type Card, ChangeRefused, type RefusalReason, Unanswered } from './card.ts';
import type { Change, ContinueChange, DeploymentChange } from './change.ts';
import type { ChangeContext } from './context.ts';
import { withAnswerer } from './deployment-audit.ts';
import { freezeInTheWay, freezeOfReturn } from './freeze.ts';
import { kindOf } from './kinds/index.ts';
import type { Inspection } from './kinds/kind.ts';
import { readEffects } from './lease.ts';

/** How long a card can be used, in seconds: by its asker, and by a second person, who has to get there first. */
const usableSeconds = 600;
const approvableSeconds = 3600;

/**
 * Stores the card of a change that was asked for; nothing is changed. A card that needs a second person is posted where the change will be announced.
 * The same job, run again, gives the same card. `because` is the reason in the line, without secrets. Throws ChangeRefused if the person may not make
 * the change, or the card could not be posted.
 */
export async function propose(
  change: Change,
  line: string,
  context: ChangeContext,
  { because }: { readonly because?: string | undefined } = {},
): Promise<Card> {
  const { store, approvals, userId, channelId, jobId, now } = context;
  const inspection = await inspect(change, context);
  const allowed = await requireAllowed(change, inspection, because, context);
  const usable = allowed.approval === undefined ? usableSeconds : approvableSeconds;
  const card = await store.putCard({
    id: cardId(jobId),
    line,
    change: inspection.current,
    askedBy: userId,
    ...(because !== undefined && { because }),
    ...allowed,
    channelId,
    askedAt: new Date(now()).toISOString(),
    expiresAt: Math.floor(now() / 1000) + usable,
  });
  if (card.approval !== undefined) {
    await postOrRefuse(card.channelId, () => approvals.ask(card, announceChannel(card, context)));
  }
  return card;
}

/** What a card would show now; it has no id, so nothing can confirm it. */
export interface DryRun extends Pick<Card, 'change' | 'because' | 'approval' | 'breaks' | 'stays'> {
  /** Why the person could not confirm it. */
  readonly refused?: RefusalReason;
}

/** The card of a change that was asked for, as `propose` would make it: nothing is stored, posted or recorded, and whoever may look may see it. */
export async function dryRun(
  change: Change,
  context: ChangeContext,
  { because }: { readonly because?: string | undefined } = {},
): Promise<DryRun> {
  const inspection = await inspect(change, context);
  const shown = { change: inspection.current, ...(because !== undefined && { because }) };
  try {
    return { ...shown, ...(await requireAllowed(change, inspection, because, context)) };
  } catch (error) {
    if (!(error instanceof ChangeRefused)) throw error;
    return { ...shown, refused: error.reason };
  }
}

async function inspect(change: Change, context: ChangeContext): Promise<Inspection> {
  return kindOf(change).inspect(context.clients, change, await readEffects(change, context));
}

/** What the person may confirm, and who else has to. Throws ChangeRefused if they may not make the change. */
async function requireAllowed(
  change: Change,
  inspection: Inspection,
  because: string | undefined,
  context: ChangeContext,
): Promise<Pick<Card, 'approval' | 'breaks' | 'stays'>> {
  requireDeployments(change, context);
  const decision = await checkAccess(change, inspection, context);
  if (!decision.allowed) throw new ChangeRefused({ why: 'denied', denial: decision.denial });
  await requireOpenHook(change, inspection, context);
  requireBelowMaximum(change, inspection, context);
  const broken = await requireThaw(change, inspection, { decision, because }, context);
  const approval = decision.approval ?? broken?.approval;
  const stays = broken ? undefined : await freezeOfReturn(change, context);
  return {
    ...(approval !== undefined && { approval }),
    ...(broken && { breaks: broken.freeze }),
    ...(stays && { stays }),
  };
}

/** Whether an earlier delivery of this job has stored a card; for a press that is the one that asks again. */
export async function hasProposed({
  store,
  jobId,
}: Pick<ChangeContext, 'store' | 'jobId'>): Promise<boolean> {
  return (await store.getCard(cardId(jobId))) !== undefined;
}

/** The job's id is a hash of what Slack sent to this app alone, so nobody else can know it. */
function cardId(jobId: string): string {
  return createHash('sha256').update(`card\n${jobId}`).digest('hex').slice(0, 32);
}

/** What the access policy says about this change by this person, with its target as it is now. */
export function checkAccess(
  change: Change,
  inspection: Inspection,
  { access, userId, channelId }: Pick<ChangeContext, 'access' | 'userId' | 'channelId'>,
  { onlyFresh = false, commands = commandsOf(change) } = {},
): Promise<AccessDecision> {
  const { target } = change;
  return access.decide({
    userId,
    channelId,
    kind: 'change',
    commands,
    effect: inspection.effect,
    target: { ...coveredName(target), tags: inspection.tags },
    ...(onlyFresh && { onlyFresh }),
  });
}

type Allowed = Extract<AccessDecision, { allowed: true }>;

/**
 * The freeze that the change breaks, if one is in its way: the person may break it, gives a reason, and a second person approves where every such grant
 * says so. Throws ChangeRefused otherwise.
 */
export async function requireThaw(
  change: Change,
  inspection: Inspection,
  { decision, because }: { readonly decision: Allowed; readonly because?: string | undefined },
  context: Pick<ChangeContext, 'access' | 'userId' | 'channelId' | 'readSettings' | 'store' | 'now'>,
  { onlyFresh = false } = {},
): Promise<{ readonly freeze: Freeze; readonly approval?: 'grant' | 'tag' } | undefined> {
  const freeze = await freezeInTheWay(change, inspection, decision.grant?.minRunning, context);
  if (freeze === undefined) return undefined;
  const breaking = { onlyFresh, commands: ['break-glass'] };
  const glass = await checkAccess(change, inspection, context, breaking);
  if (!glass.allowed || because === undefined) {
    // Nothing is typed for an undo, nor by a timer.
    const mayBreak = glass.allowed && !('undoes' in change);
    throw new ChangeRefused({ why: 'frozen', target: targetName(change.target), freeze, mayBreak });
  }
  return { freeze, ...(glass.approval && { approval: glass.approval }) };
}

/** Complete, so that a kind that is added is not forgotten. */
const deploymentTypes: { readonly [Type in (DeploymentChange | ContinueChange)['type']]: true } = {
  deploy: true,
  restart: true,
  rollback: true,
  continue: true,
};

/** Throws ChangeRefused for a change of a deployment where those are off: a card, or an Undo, may be older than that. */
export function requireDeployments(
  { type }: Change,
  { deployments }: Pick<ChangeContext, 'deployments'>,
): void {
  if (!deployments && Object.hasOwn(deploymentTypes, type))
    throw new ChangeRefused({ why: 'deploymentsOff' });
}

/** Throws ChangeRefused, with what happened meanwhile, if the hook that the change would answer no longer waits. */
export async function requireOpenHook(
  change: Change,
  { over }: Inspection,
  { store, now }: Pick<ChangeContext, 'store' | 'now'>,
  since = now() - answeredMs,
): Promise<void> {
  if (over === undefined || change.type !== 'continue') return;
  const { hookId } = change;
  const target = targetName(change.target);
  const end = await withAnswerer(over, { target, hookId, since }, { audit: store, now });
  throw new ChangeRefused({ why: 'hookOver', target, end });
}

/** A card is proposed this soon after its hook was seen to wait. */
const answeredMs = 60_000;

/** The overall limit applies to every change, including reverts. Throws ChangeRefused. */
export function requireBelowMaximum(
  { target }: Change,
  { effect: { raisedTo } }: Inspection,
  { maximumDesiredCount: maximum }: Pick<ChangeContext, 'maximumDesiredCount'>,
): void {
  if (raisedTo === undefined || raisedTo <= maximum) return;
  throw new ChangeRefused({ why: 'aboveMaximum', target: targetName(target), count: raisedTo, maximum });
}

/** Runs `post`; if the bot may not write there, or Slack does not say whether it did, what was asked for in that channel is refused. */
export async function postOrRefuse<Result>(askedIn: string, post: () => Promise<Result>): Promise<Result> {
  try {
    return await post();
  } catch (error) {
    if (error instanceof Unanswered) throw new ChangeRefused({ why: 'unanswered' }, { cause: error });
    if (!(error instanceof CannotPost)) throw error;
    const { channelId, refusal } = error;
    const direct = isDirect(askedIn);
    throw new ChangeRefused({ why: 'cannotPost', channelId, direct, refusal }, { cause: error });
  }
}

/** Whether a channel id is a person's direct messages with the bot. */
export function isDirect(channelId: string): boolean {
  return channelId.startsWith('D');
}

/** Where a card's change is announced: where it was asked for; from a direct message, in the default channel. */
export function announceChannel(
  { channelId }: Card,
  { defaultChannel }: Pick<ChangeContext, 'defaultChannel'>,
): string {
  return isDirect(channelId) ? defaultChannel : channelId;
}

/**
 * A person who may stop a task may also do it as a drill, but not the other way round; and whoever may roll a service back may answer a hook with that.
 */
function commandsOf(change: Change): string[] {
  if (change.type === 'continue' && change.action === 'ROLLBACK') return ['continue', 'rollback'];
  return change.type === 'stop-task' && change.drill ? ['drill', 'stop-task'] : [change.type];
}

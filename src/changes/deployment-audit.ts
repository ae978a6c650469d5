import type { ServiceDeployment } from '../aws/ecs/service-deployments.ts';
import type { AuditEntry, AuditStore } from './audit.ts';
import type { HookEnd } from './card.ts';
import type { Change } from './change.ts';

interface Reading {
  readonly audit: Pick<AuditStore, 'entries'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Who or what began a deployment; `perhaps` somebody through the bot, if nobody knows how their change at that time ended; `unknown` if the audit could
 * not be read that far back.
 */
export type BegunBy =
  | { readonly type: 'bot'; readonly userId: string; readonly approvedBy?: string }
  | { readonly type: 'perhaps'; readonly userId: string }
  | { readonly type: 'outside' }
  | { readonly type: 'unknown' };

/** Which changes begin a service deployment: a new desired count does not, nor a rollback that ends the one in progress. */
const begins: Readonly<Record<Change['type'], boolean>> = {
  'create-service': true,
  'create-cluster': false,
  'create-repository': false,
  'delete-cluster': false,
  'delete-service': false,
  'register-task-definition': false,
  deploy: true,
  restart: true,
  rollback: true,
  continue: false,
  scale: false,
  'stop-task': false,
};

/** The bot's clock and ECS's may differ by this much. */
const clocksMs = 5_000;
/** ECS may have created it up to this long after the change was decided, if it is unknown when that was made. */
const madeMs = 120_000;
const mostStarts = 200;
/** Tries to answer one hook. */
const mostAnswers = 20;

/** Who began each of these, by the audit of changes through the bot. */
export async function readStarts(
  { audit, now }: Reading,
  target: string,
  found: readonly ServiceDeployment[],
): Promise<(deployment: ServiceDeployment) => BegunBy> {
  const times = found.map(createdAt);
  const { entries, more } = await audit.entries({
    since: Math.min(...times) - madeMs,
    until: now(),
    target,
    wanted: isStart,
    most: mostStarts,
  });
  const starts = entries.flatMap((entry) => (entry.kind === 'change' ? [entry] : []));
  const readSince = more ? Date.parse(starts.at(-1)?.intent.decidedAt ?? '') : 0;
  return (deployment) => {
    const at = createdAt(deployment);
    const [start] = starts.filter(({ intent, outcome }) => {
      const from = Date.parse(intent.decidedAt) - clocksMs;
      const to = outcome === undefined ? from + madeMs : Date.parse(outcome.at) + clocksMs;
      return from <= at && at <= to && outcome?.result !== 'failed';
    });
    if (start === undefined) return { type: at < readSince ? 'unknown' : 'outside' };
    const { card, decidedBy } = start.intent;
    if (start.outcome?.result === 'unknown') return { type: 'perhaps', userId: card.askedBy };
    const isApproved = decidedBy !== undefined && decidedBy !== card.askedBy;
    return { type: 'bot', userId: card.askedBy, ...(isApproved && { approvedBy: decidedBy }) };
  };
}

/** The end of a hook, with who answered it through the bot since `since`, epoch milliseconds. The audit's index may be a moment behind. */
export async function withAnswerer(
  end: HookEnd,
  { target, hookId, since }: { readonly target: string; readonly hookId: string; readonly since: number },
  { audit, now }: Reading,
): Promise<HookEnd> {
  if (end.type === 'timedOut') return end;
  const { entries } = await audit.entries({
    since: since - clocksMs,
    until: now() + clocksMs,
    target,
    wanted: (entry) => {
      if (entry.kind !== 'change' || entry.intent.decision !== 'make') return false;
      const { change } = entry.intent.card;
      return change.type === 'continue' && change.hookId === hookId;
    },
    most: mostAnswers,
  });
  for (const entry of entries) {
    if (entry.kind !== 'change' || entry.outcome?.result === 'failed') continue;
    const { card, decidedBy: userId = card.askedBy } = entry.intent;
    const type =
      card.change.type === 'continue' && card.change.action === 'CONTINUE' ? 'continued' : 'rolledBack';
    // ECS may have forgotten the hook; what it does say counts.
    if (end.type === type || end.type === 'over') return { type, userId };
  }
  return end;
}

function isStart(entry: AuditEntry): boolean {
  if (entry.kind !== 'change' || entry.intent.decision !== 'make') return false;
  const { change } = entry.intent.card;
  return begins[change.type] && !(change.type === 'rollback' && change.stops !== undefined);
}

function createdAt(deployment: ServiceDeployment): number {
  return deployment.createdAt?.getTime() ?? 0;
}

import { targetName } from '../../src/aws/ecs/target.ts';
import type { AuditEntry, AuditStore, ChangeStore } from '../../src/changes/audit.ts';
import type { Card, ChangeOutcome, Intent } from '../../src/changes/card.ts';
import type { Lease } from '../../src/changes/lease.ts';
import type { KeptLogs, KeptStop, StoppedTasks } from '../../src/store/stopped-tasks.ts';

/** The pipeline's records in memory, with the same conditions as the table's. */
export function memoryStore(): ChangeStore {
  const cards = new Map<string, Card>();
  const intents = new Map<string, Intent>();
  const leases = new Map<string, { version: number; lease: Lease }>();
  const outcomes = new Map<string, ChangeOutcome>();
  const sent = new Map<string, { version: number; at: string }>();
  return {
    async putCard(card) {
      const known = cards.get(card.id) ?? card;
      cards.set(card.id, known);
      return known;
    },
    async renewCard(card) {
      cards.set(card.id, card);
    },
    getLease: async (target) => leases.get(target),
    async putLease(target, lease, version) {
      if ((leases.get(target)?.version ?? 0) !== version) return false;
      leases.set(target, { version: version + 1, lease });
      return true;
    },
    getCard: async (id) => cards.get(id),
    getSent: async (id) => sent.get(id),
    async putSent(id, at, version) {
      if ((sent.get(id)?.version ?? 0) !== version) return false;
      sent.set(id, { version: version + 1, at });
      return true;
    },
    async putIntent(intent) {
      if (intents.has(intent.card.id)) return false;
      intents.set(intent.card.id, intent);
      return true;
    },
    getIntent: async (id) => intents.get(id),
    async putOutcome(id, outcome) {
      if (outcomes.has(id)) return false;
      outcomes.set(id, outcome);
      return true;
    },
    getOutcome: async (id) => outcomes.get(id),
    getRefused: async () => undefined,
    async entries({ target, wanted = () => true, skip = 0, most }) {
      const all = [...intents.values()]
        .filter(({ card }) => target === undefined || targetName(card.change.target) === target)
        .map((intent): AuditEntry => {
          const outcome = outcomes.get(intent.card.id);
          return { kind: 'change', intent, ...(outcome && { outcome }) };
        });
      const found = all.reverse().filter(wanted).slice(skip);
      return { entries: found.slice(0, most), more: found.length > most };
    },
    scaledSince: async (target, iso, isWanted = () => true) =>
      [...intents.values()].findLast((intent) => {
        const { card, decision, decidedAt } = intent;
        const { id, change } = card;
        const isLater = decision === 'make' && decidedAt > iso && targetName(change.target) === target;
        return (
          isLater &&
          change.type === 'scale' &&
          isWanted(change, intent) &&
          outcomes.get(id)?.result !== 'failed'
        );
      }),
  };
}

/** An audit in memory: what commands read, without a table. Entries are given the newest first. */
export function memoryAudit(all: readonly AuditEntry[] = []): Pick<AuditStore, 'entries'> {
  return {
    async entries({ wanted = () => true, skip = 0, most }) {
      const found = all.filter(wanted).slice(skip);
      return { entries: found.slice(0, most), more: found.length > most };
    },
  };
}

/** A black box in memory: what commands read, without a table. */
export function memoryStoppedTasks(): StoppedTasks {
  const stops: KeptStop[] = [];
  const logs = new Map<string, KeptLogs>();
  const newest = (most: number, fits: (each: KeptStop) => boolean) =>
    stops
      .filter(fits)
      .sort((one, other) => Number(other.task.stoppedAt) - Number(one.task.stoppedAt))
      .slice(0, most);
  return {
    async keep(more) {
      stops.push(...more);
      return [];
    },
    find: async (taskId) => stops.find(({ task }) => task.id === taskId),
    stopsOf: async ({ cluster, service, family }, most) =>
      newest(
        most,
        ({ task }) =>
          task.cluster === cluster &&
          (service === undefined || task.service === service) &&
          (family === undefined ||
            (task.service === undefined && task.taskDefinition.startsWith(`${family}:`))),
      ),
    failures: async (most) => newest(most, ({ explanation }) => !explanation.expected),
    async keepLogs(taskId, container, lines) {
      logs.set(taskId, { container, lines });
    },
    logsOf: async (taskId) => logs.get(taskId),
  };
}

import { patternTarget } from '../access/targets.ts';
import { targetName } from '../aws/ecs/target.ts';
import type { AuditEntry, AuditStore } from '../changes/audit.ts';
import type { Settings } from '../notifications/settings.ts';
import type { KeptStop, StoppedTasks } from '../store/stopped-tasks.ts';
import type { Visibility } from './visibility.ts';

type Entries = Pick<AuditStore, 'entries'>;

/**
 * The audit of what a person may see. Somebody else's refusal is left out if it names no target that they may see: the typed line may name anything.
 */
export function readableAudit(audit: Entries, visibility: Visibility, userId: string): Entries {
  return {
    async entries(query) {
      const mayKnow = await visibility.knows();
      const wanted = (entry: AuditEntry) => {
        const target =
          entry.kind === 'refused' ? entry.refused.target : targetName(entry.intent.card.change.target);
        const isOwn = entry.kind === 'refused' && entry.refused.userId === userId;
        return (target === undefined ? isOwn : mayKnow(target)) && query.wanted?.(entry) !== false;
      };
      return audit.entries({ ...query, wanted });
    },
  };
}

/** How many failures are read for each one wanted: most of them may be other people's. */
const lookedAt = 10;

/** The record of stopped tasks, with only what a person may see. */
export function readableStoppedTasks(stoppedTasks: StoppedTasks, visibility: Visibility): StoppedTasks {
  const visible = async (stops: readonly KeptStop[]) => {
    const found: KeptStop[] = [];
    for (const stop of stops) {
      const { task } = stop;
      if (!(await visibility.may(task.cluster, task.service ?? task.id))) continue;
      visibility.taskDefinitions.add(task.taskDefinition);
      found.push(stop);
    }
    return found;
  };
  const find = async (taskId: string) => {
    const stop = await stoppedTasks.find(taskId);
    return stop && (await visible([stop]))[0];
  };
  return {
    ...stoppedTasks,
    find,
    stopsOf: async (scope, most) => visible(await stoppedTasks.stopsOf(scope, most)),
    failures: async (most) => (await visible(await stoppedTasks.failures(most * lookedAt))).slice(0, most),
    logsOf: async (taskId) => ((await find(taskId)) === undefined ? undefined : stoppedTasks.logsOf(taskId)),
  };
}

/**
 * The channels' languages, and the watches, mutes and freezes that name only what a person may know about: a pattern reveals the names in it, a star
 * reveals none.
 */
export async function readableSettings(settings: Settings, visibility: Visibility): Promise<Settings> {
  const mayKnow = async (pattern: string) => {
    const { cluster, name } = patternTarget(pattern);
    if (name === '*') return cluster === '*' || visibility.seesCluster(cluster);
    return visibility.may(cluster, name);
  };
  const known = async <Each extends { readonly pattern: string }>(all: readonly Each[]) => {
    const found: Each[] = [];
    for (const each of all) if (await mayKnow(each.pattern)) found.push(each);
    return found;
  };
  return {
    ...settings,
    watches: await known(settings.watches),
    mutes: await known(settings.mutes),
    freezes: await known(settings.freezes),
  };
}

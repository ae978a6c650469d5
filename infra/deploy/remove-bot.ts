import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import {
  DeleteScheduleCommand,
  ResourceNotFoundException as NoSuchSchedule,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { auditTableName, deleteAuditTable, describeAuditTable } from './audit-table.ts';
import type { Clients } from './clients.ts';
import type { DeployOptions } from './deploy-bot.ts';
import { type Leftover, listLeftovers, nameListers } from './leftovers.ts';
import { deleteLogGroups } from './log-groups.ts';
import { runOsls } from './osls.ts';
import { deleteParameters } from './parameters.ts';
import { ScriptProblem, unlessMissing } from './script.ts';
import { readStack, stackName } from './stack.ts';

interface RemoveOptions extends Omit<DeployOptions, 'given'> {
  /** Whether the records of changes are deleted, too. */
  readonly withAudit: boolean;
}

interface Removal {
  /** Parameters, schedules and log groups that were not part of the stack, or outlived it. */
  readonly deleted: readonly string[];
  readonly leftovers: readonly Leftover[];
  /** The audit table, kept for a later deploy, if there is one. */
  readonly kept?: string;
}

/** Removes the stack, if there is one, and the rest; then checks for leftovers. The records of changes stay unless `withAudit` is set. */
export async function removeBot(options: RemoveOptions): Promise<Removal> {
  const { clients, osls, region, stage, withAudit } = options;
  if (await readStack(clients.cloudFormation, stackName(stage))) {
    await runOsls(['remove', '--region', region, '--stage', stage], osls);
  }
  const rest = await removeRest(clients, stage);
  const table = auditTableName(stage);
  const deleted = withAudit && (await deleteAuditTable(clients, stage)) ? [...rest, table] : rest;
  const leftovers = await listLeftovers(clients, stage);
  const status = (await describeAuditTable(clients, stage))?.TableStatus ?? 'DELETING';
  if (withAudit || status === 'DELETING') return { deleted, leftovers };
  const others = leftovers.map((left) => ({ ...left, names: left.names.filter((name) => name !== table) }));
  return { deleted, leftovers: others, kept: table };
}

/** Deletes what is not part of the stack: the two secrets, pending schedules, and log groups that outlived it. Returns what it deleted. */
export async function removeRest(clients: Clients, stage: string): Promise<string[]> {
  const parameters = await deleteParameters(clients.ssm, stage);
  const logGroups = (await nameListers['log groups']?.(clients, stage)) ?? [];
  await deleteLogGroups(clients.logs, logGroups);
  const schedules = (await nameListers.schedules?.(clients, stage)) ?? [];
  await deleteSchedules(clients.scheduler, schedules);
  return [...parameters, ...schedules, ...logGroups];
}

/**
 * Deletes the bot's own schedules, which are not part of the stack: nobody is left to read what they would send. A schedule whose time came in the
 * meantime has already deleted itself.
 */
export async function deleteSchedules(scheduler: SchedulerClient, names: readonly string[]): Promise<void> {
  for (const Name of names) {
    const command = new DeleteScheduleCommand({ Name, GroupName: 'default' });
    await unlessMissing(NoSuchSchedule, scheduler.send(command));
  }
}

/**
 * Asks the person to type the stage's name before anything is deleted.
 * @throws ScriptProblem for another answer, and if nobody can be asked
 */
export async function confirmStage(
  stage: string,
  input: Readable & { readonly isTTY?: boolean },
  say: (text: string) => void,
): Promise<void> {
  if (input.isTTY !== true) {
    throw new ScriptProblem('Nothing was removed: use --yes where nobody can be asked.');
  }
  const lines = createInterface({ input });
  // Without a listener, Ctrl-C would leave the script waiting.
  lines.on('SIGINT', () => lines.close());
  try {
    say(`Type the name of the stage, ${stage}, to remove it: `);
    const { value, done } = await lines[Symbol.asyncIterator]().next();
    if (done || value.trim() !== stage) {
      throw new ScriptProblem(`Nothing was removed: that is not ${stage}.`);
    }
  } finally {
    lines.close();
  }
}

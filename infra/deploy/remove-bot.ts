import { auditTableName, deleteAuditTable, describeAuditTable } from './audit-table.ts';
import type { Clients } from './create-clients.ts';
import { type Leftover, listLeftovers } from './list-leftovers.ts';
import type { OslsWorld } from './osls-world.ts';
import { readStack } from './read-stack.ts';
import { removeRest } from './remove-rest.ts';
import { runOsls } from './run-osls.ts';
import { stackName } from './stack-name.ts';

export interface RemoveOptions {
  readonly clients: Clients;
  readonly osls: OslsWorld;
  readonly region: string;
  readonly stage: string;
  /** Whether the records of changes go too. */
  readonly withAudit: boolean;
}

export interface Removal {
  /** Parameters, schedules and log groups that were no part of the stack, or outlived it. */
  readonly deleted: readonly string[];
  readonly leftovers: readonly Leftover[];
  /** The table of changes that is kept for a later deploy, where there is one. */
  readonly kept?: string;
}

/** Removes the stack, if there is one, and the rest; then looks for what is left. The records of changes stay unless they are to go. */
export async function removeBot({
  clients,
  osls,
  region,
  stage,
  withAudit,
}: RemoveOptions): Promise<Removal> {
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

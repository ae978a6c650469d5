import { afterDeploy } from './after-deploy.ts';
import { auditTable } from './audit-table.ts';
import { chooseSettings } from './choose-settings.ts';
import type { Clients } from './create-clients.ts';
import { handsOnSettings } from './hands-on-settings.ts';
import type { OslsWorld } from './osls-world.ts';
import { paramArguments } from './param-arguments.ts';
import { readDeployedSettings } from './read-deployed-settings.ts';
import { readStack } from './read-stack.ts';
import { requireAccess } from './require-access.ts';
import { runOsls } from './run-osls.ts';
import { ScriptProblem } from './script-problem.ts';
import { stackName } from './stack-name.ts';

export interface DeployOptions {
  readonly clients: Clients;
  readonly osls: OslsWorld;
  readonly region: string;
  readonly stage: string;
  /** What the person said; the rest stays as it is deployed. */
  readonly given: Parameters<typeof chooseSettings>[0];
}

/**
 * Deploys what is built. Gives what the person should read then.
 * @throws ScriptProblem when no Slack workspace is known, the access file is not usable, the hands-on’s stack is not there, or osls fails
 */
export async function deployBot({ clients, osls, region, stage, given }: DeployOptions): Promise<string> {
  const settings = chooseSettings(given, await readDeployedSettings(clients.lambda, stage));
  requireAccess(osls.root);
  const params = {
    ...settings,
    ...(settings['hands-on'] === 'on' && (await handsOnSettings(clients.cloudFormation, region))),
    'audit-table': await auditTable(
      clients,
      stage,
      await readStack(clients.cloudFormation, stackName(stage)),
    ),
  };
  await runOsls(['deploy', '--region', region, '--stage', stage, ...paramArguments(params)], osls);
  const stack = await readStack(clients.cloudFormation, stackName(stage));
  if (!stack) throw new ScriptProblem(`There is no stack ${stackName(stage)} in ${region} after the deploy.`);
  return afterDeploy({ stack, region, stage, settings });
}

import { auditTable } from './audit-table.ts';
import type { Clients } from './clients.ts';
import { type OslsDeps, requireAccess, runOsls } from './osls.ts';
import { readPassRoles } from './pass-roles.ts';
import { ScriptProblem } from './script.ts';
import { chooseSettings, handsOnSettings, paramArguments, readDeployedSettings } from './settings.ts';
import { type DeployedStack, readStack, slackUrl, stackName } from './stack.ts';

export interface DeployOptions {
  readonly clients: Clients;
  readonly osls: OslsDeps;
  readonly region: string;
  readonly stage: string;
  /** The options that were given; the other settings stay as deployed. */
  readonly given: Parameters<typeof chooseSettings>[0];
}

/**
 * Deploys what is built. Returns the text to print afterwards.
 * @throws ScriptProblem when no Slack workspace is known, a role to pass does not exist, the access file is not usable, the hands-on’s stack does not
 *   exist, or osls fails
 */
export async function deployBot({ clients, osls, region, stage, given }: DeployOptions): Promise<string> {
  const passRoles = given['pass-roles'];
  const named = passRoles !== undefined && { 'pass-roles': await readPassRoles(clients.iam, passRoles) };
  const settings = chooseSettings({ ...given, ...named }, await readDeployedSettings(clients.lambda, stage));
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

interface AfterDeploy {
  readonly stack: DeployedStack;
  readonly region: string;
  readonly stage: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** The text printed after a deploy: the bot's address, and what is left to do. */
export function afterDeploy({ stack, region, stage, settings }: AfterDeploy): string {
  const place = `--region ${region}${stage === 'prod' ? '' : ` --stage ${stage}`}`;
  const url = slackUrl(stack);
  return [
    `The bot answers at ${url}`,
    '',
    'If it has no Slack app yet:',
    `  npm run manifest -- --url ${url}`,
    `  npm run secrets -- ${place}`,
    `Then: npm run verify -- ${place}`,
    '',
    'infra/access.yml says who may change what; it is deployed with the bot.',
    ...(settings['default-channel']
      ? []
      : ['', 'What nobody asked for is posted nowhere yet: deploy again with --default-channel C…']),
  ].join('\n');
}

// npm run deploy: builds, deploys, and says what is left to do.
import { buildFunctions } from '../build/build-functions.ts';
import { afterDeploy } from './after-deploy.ts';
import { chooseSettings } from './choose-settings.ts';
import { createClients } from './create-clients.ts';
import { paramArguments } from './param-arguments.ts';
import { placeOptions } from './place-options.ts';
import { readDeployedSettings } from './read-deployed-settings.ts';
import { readOptions } from './read-options.ts';
import { readStack } from './read-stack.ts';
import { root } from './root.ts';
import { runOsls } from './run-osls.ts';
import { runScript } from './run-script.ts';
import { ScriptProblem } from './script-problem.ts';
import { settings } from './settings.ts';
import { stackName } from './stack-name.ts';

await runScript(async () => {
  const { region, stage, ...given } = readOptions(process.argv.slice(2), { ...placeOptions, ...settings });
  const { lambda, cloudFormation } = createClients({ region });
  const chosen = chooseSettings(given, await readDeployedSettings(lambda, stage));
  await buildFunctions();
  await runOsls(['deploy', '--region', region, '--stage', stage, ...paramArguments(chosen)], { root });
  const stack = await readStack(cloudFormation, stackName(stage));
  if (!stack) throw new ScriptProblem(`There is no stack ${stackName(stage)} in ${region} after the deploy.`);
  console.log(`\n${afterDeploy({ stack, region, stage, settings: chosen })}`);
  return 0;
});

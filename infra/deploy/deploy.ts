// npm run deploy: builds, deploys, and says what is left to do.
import { buildFunctions } from '../build/build-functions.ts';
import { createClients } from './create-clients.ts';
import { deployBot } from './deploy-bot.ts';
import { placeOptions } from './place-options.ts';
import { readOptions } from './read-options.ts';
import { root } from './root.ts';
import { runScript } from './run-script.ts';
import { settings } from './settings.ts';

await runScript(async () => {
  const { region, stage, ...given } = readOptions(process.argv.slice(2), { ...placeOptions, ...settings });
  await buildFunctions();
  const clients = createClients({ region });
  console.log(`\n${await deployBot({ clients, osls: { root }, region, stage, given })}`);
  return 0;
});

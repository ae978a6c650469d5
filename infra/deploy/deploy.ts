// npm run deploy: builds, deploys, and prints what is left to do.

import { buildFunctions } from '../build/functions.ts';
import { createClients } from './clients.ts';
import { deployBot } from './deploy-bot.ts';
import { placeOptions, readOptions } from './options.ts';
import { root } from './osls.ts';
import { runScript } from './script.ts';
import { settings } from './settings.ts';

await runScript(async () => {
  const { region, stage, ...given } = readOptions(process.argv.slice(2), { ...placeOptions, ...settings });
  await buildFunctions();
  const clients = createClients({ region });
  console.log(`\n${await deployBot({ clients, osls: { root }, region, stage, given })}`);
  return 0;
});

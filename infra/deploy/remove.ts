// npm run remove: takes the bot out of the account, then looks for what is left. Exit code 1 if something is.
import { createClients } from './create-clients.ts';
import { leftoverLine } from './leftover-line.ts';
import { placeOptions } from './place-options.ts';
import { readOptions } from './read-options.ts';
import { removeBot } from './remove-bot.ts';
import { root } from './root.ts';
import { runScript } from './run-script.ts';
import { stackName } from './stack-name.ts';

await runScript(async () => {
  const { region, stage } = readOptions(process.argv.slice(2), placeOptions);
  const clients = createClients({ region });
  const { deleted, leftovers } = await removeBot({ clients, osls: { root }, region, stage });
  for (const name of deleted) console.log(`Deleted ${name}`);
  console.log(`\nLooked for ${stackName(stage)} in ${region}:`);
  for (const leftover of leftovers) console.log(leftoverLine(leftover));
  return leftovers.some(({ names, problem }) => names.length > 0 || problem !== undefined) ? 1 : 0;
});

// npm run remove: takes the bot out of the account, then looks everywhere for what is left. Exit code 1 if something is.
import { createClients } from './create-clients.ts';
import { leftoverLine } from './leftover-line.ts';
import { listLeftovers } from './list-leftovers.ts';
import { placeOptions } from './place-options.ts';
import { readOptions } from './read-options.ts';
import { readStack } from './read-stack.ts';
import { removeRest } from './remove-rest.ts';
import { root } from './root.ts';
import { runOsls } from './run-osls.ts';
import { runScript } from './run-script.ts';
import { stackName } from './stack-name.ts';

await runScript(async () => {
  const { region, stage } = readOptions(process.argv.slice(2), placeOptions);
  const clients = createClients({ region });
  const name = stackName(stage);
  if (await readStack(clients.cloudFormation, name)) {
    await runOsls(['remove', '--region', region, '--stage', stage], { root });
  } else {
    console.log(`There is no stack ${name} in ${region}.`);
  }
  for (const deleted of await removeRest(clients, stage)) console.log(`Deleted ${deleted}`);
  const leftovers = await listLeftovers(clients, stage);
  console.log(`\nLooked for ${name} in ${region}:`);
  for (const leftover of leftovers) console.log(leftoverLine(leftover));
  return leftovers.some(({ names, problem }) => names.length > 0 || problem !== undefined) ? 1 : 0;
});

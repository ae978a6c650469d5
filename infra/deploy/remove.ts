// npm run remove: removes the bot from the account, then checks for leftovers. Exit code 1 if there are any.

import { createClients } from './clients.ts';
import { leftoverLine } from './leftovers.ts';
import { placeOptions, readOptions } from './options.ts';
import { root } from './osls.ts';
import { confirmStage, removeBot } from './remove-bot.ts';
import { runScript } from './script.ts';
import { stackName } from './stack.ts';

const flag = { pattern: /^on$/, alone: 'on' } as const;

await runScript(async () => {
  const options = readOptions(process.argv.slice(2), {
    ...placeOptions,
    yes: { ...flag, what: 'given alone: asks nothing' },
    'with-audit': { ...flag, what: 'given alone: the records of changes are deleted too' },
  });
  const { region, stage } = options;
  if (options.yes === undefined) {
    await confirmStage(stage, process.stdin, (text) => process.stdout.write(text));
  }
  const clients = createClients({ region });
  const withAudit = options['with-audit'] !== undefined;
  const { deleted, leftovers, kept } = await removeBot({ clients, osls: { root }, region, stage, withAudit });
  for (const name of deleted) console.log(`Deleted ${name}`);
  console.log(`\nLooked for ${stackName(stage)} in ${region}:`);
  for (const leftover of leftovers) console.log(leftoverLine(leftover));
  if (kept !== undefined) {
    console.log(
      `KEPT  ${kept}: the records of changes. The next deploy of this stage uses them again; --with-audit deletes them.`,
    );
  }
  console.log(
    '\nSQS accepts no queue with the same name for 60 seconds: wait a minute before you deploy this stage again.',
  );
  return leftovers.some(({ names, problem }) => names.length > 0 || problem !== undefined) ? 1 : 0;
});

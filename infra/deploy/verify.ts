// npm run verify: checks that each part of the deployed bot answers. Exit code 1 when one fails.

import { verifyBot } from './checks.ts';
import { createClients } from './clients.ts';
import { placeOptions, readOptions, toLine } from './options.ts';
import { runScript } from './script.ts';

await runScript(async () => {
  const { region, stage } = readOptions(process.argv.slice(2), placeOptions);
  const findings = await verifyBot(createClients({ region }), stage);
  for (const finding of findings) console.log(toLine(finding));
  return findings.some(({ level }) => level === 'FAIL') ? 1 : 0;
});

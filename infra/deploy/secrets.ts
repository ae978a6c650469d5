// npm run secrets: stores the Slack app's two secrets where only the functions' roles can read them.

import { createClients } from './clients.ts';
import { placeOptions, readOptions } from './options.ts';
import { putSecrets, readSecrets } from './parameters.ts';
import { runScript } from './script.ts';

await runScript(async () => {
  const { region, stage } = readOptions(process.argv.slice(2), placeOptions);
  const secrets = await readSecrets(process.stdin, (text) => process.stderr.write(text));
  const written = await putSecrets(createClients({ region }).ssm, stage, secrets);
  console.log(written.length === 0 ? 'Nothing was changed.' : `Written: ${written.join(', ')}`);
  return 0;
});

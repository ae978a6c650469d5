// npm run secrets: puts the Slack app's two secrets where only the functions' roles read them.
import { createClients } from './create-clients.ts';
import { placeOptions } from './place-options.ts';
import { putSecrets } from './put-secrets.ts';
import { readOptions } from './read-options.ts';
import { readSecrets } from './read-secrets.ts';
import { runScript } from './run-script.ts';

await runScript(async () => {
  const { region, stage } = readOptions(process.argv.slice(2), placeOptions);
  const secrets = await readSecrets(process.stdin, (text) => process.stderr.write(text));
  const written = await putSecrets(createClients({ region }).ssm, stage, secrets);
  console.log(written.length === 0 ? 'Nothing was changed.' : `Written: ${written.join(', ')}`);
  return 0;
});

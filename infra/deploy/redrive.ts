// npm run redrive: moves messages from the dead-letter queues back, once the cause is fixed.

import { createClients } from './clients.ts';
import { placeOptions, readOptions } from './options.ts';
import { redriveQueues } from './queues.ts';
import { runScript } from './script.ts';

await runScript(async () => {
  const { region, stage } = readOptions(process.argv.slice(2), placeOptions);
  for (const { queue, moved } of await redriveQueues(createClients({ region }), stage)) {
    console.log(`${queue}: ${moved === 0 ? 'nothing was waiting' : `${moved} given back`}`);
  }
  return 0;
});

// npm run episode: prints a service's current episode, which the DynamoDB console shows as bytes.

import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { loadEpisode } from '../../src/store/episodes.ts';
import { createClients } from './clients.ts';
import { placeOptions, readOptions } from './options.ts';
import { runScript } from './script.ts';

await runScript(async () => {
  const { region, stage, service } = readOptions(process.argv.slice(2), {
    ...placeOptions,
    service: {
      pattern: /^[\w-]+\/[\w-]+$/,
      what: 'the cluster and the service, such as shop/web',
      required: true,
    },
  });
  const client = DynamoDBDocumentClient.from(createClients({ region }).dynamodb);
  const [cluster = '', name = ''] = service.split('/');
  const found = await loadEpisode({ client, name: `ecs-ops-bot-${stage}` }, { cluster, service: name });
  console.log(found === undefined ? `Nothing is known of ${service}.` : JSON.stringify(found, null, 2));
  return 0;
});

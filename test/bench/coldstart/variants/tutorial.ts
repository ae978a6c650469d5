import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { App, AwsLambdaReceiver } from '@slack/bolt';

/**
 * What one writes who follows the tutorials: Bolt answers in the function itself, the clients stand at the top. The
 * measured command needs neither of them; the call is in its other branch.
 */
const receiver = new AwsLambdaReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET ?? '' });
const app = new App({
  token: process.env.SLACK_BOT_TOKEN ?? '',
  receiver,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL ?? '' },
});
const ecs = new ECSClient({});
const ecr = new ECRClient({});

app.command('/ecs', async ({ command, ack, respond }) => {
  if (command.text === 'help') return ack('Usage: /ecs clusters|repositories');
  await ack();
  if (command.text === 'clusters') {
    const { clusterArns = [] } = await ecs.send(new ListClustersCommand({}));
    return void (await respond(clusterArns.join('\n')));
  }
  const { repositories = [] } = await ecr.send(new DescribeRepositoriesCommand({}));
  await respond(repositories.map(({ repositoryName }) => repositoryName).join('\n'));
});

const started = receiver.start();

export const handler = async (event: never, context: unknown) => {
  const handle = await started;
  return handle(event, context);
};

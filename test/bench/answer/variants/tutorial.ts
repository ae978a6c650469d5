import {
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  ECSClient,
  ListServicesCommand,
} from '@aws-sdk/client-ecs';
import { App, AwsLambdaReceiver } from '@slack/bolt';

/**
 * `/ecs services <cluster>` as one writes it who follows the tutorials: one function, Bolt in it, and the same reads of ECS. Who asks is not looked up.
 */
const receiver = new AwsLambdaReceiver({ signingSecret: process.env.SLACK_SIGNING_SECRET ?? '' });
const app = new App({
  token: process.env.SLACK_BOT_TOKEN ?? '',
  receiver,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL ?? '' },
});
const ecs = new ECSClient({});

app.command('/ecs', async ({ command, ack, respond }) => {
  await ack();
  const cluster = command.text.split(' ')[1] ?? '';
  const { serviceArns = [] } = await ecs.send(new ListServicesCommand({ cluster, maxResults: 100 }));
  const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: serviceArns }));
  const serviceRevisionArns = services.flatMap((service) => service.currentServiceRevisions?.[0]?.arn ?? []);
  const { serviceRevisions = [] } = await ecs.send(
    new DescribeServiceRevisionsCommand({ serviceRevisionArns }),
  );
  const rows = services.map((service) => {
    const revision = serviceRevisions.find(
      ({ serviceRevisionArn }) => serviceRevisionArn === service.currentServiceRevisions?.[0]?.arn,
    );
    const tags = revision?.containerImages?.map(({ image = '' }) => `\`${image.split(':').at(-1)}\``) ?? [];
    const definition = service.taskDefinition?.split('/').at(-1);
    const counts = `${service.runningCount}/${service.desiredCount} running`;
    return {
      name: service.serviceName,
      text: `*${service.serviceName}*  ${counts}\n${[...tags, `\`${definition}\``, service.launchType].join('  ·  ')}`,
    };
  });
  await respond({
    response_type: 'ephemeral',
    text: rows.map(({ text }) => text).join('\n'),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: `Services in ${cluster}` } },
      ...rows.map(({ name, text }) => ({
        type: 'section' as const,
        text: { type: 'mrkdwn' as const, text },
        accessory: {
          type: 'button' as const,
          action_id: `service:${name}`,
          value: `service ${cluster}/${name}`,
          text: { type: 'plain_text' as const, text: 'Open' },
        },
      })),
    ],
  });
});

const started = receiver.start();

export const handler = async (event: never, context: unknown) => {
  const handle = await started;
  return handle(event, context);
};

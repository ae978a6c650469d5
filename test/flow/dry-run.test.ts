import { CreateClusterCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect } from 'vitest';
import { commands } from '../../src/commands/registry.ts';
import { bot, botTest, talk, waitFor } from '../helpers/virtual-bot.ts';

const sent: string[] = [];
const test = botTest({
  onRequest: ({ accessKeyId, service, action }) => {
    if (accessKeyId === 'worker') sent.push(`${service}:${action}`);
  },
});

const reads = /:(?:List|Describe|Get|BatchGet|Query)|^sqs:(?:Receive|DeleteMessage|ChangeMessage)/;
const changes = commands.filter(({ kind, hidden }) => kind === 'change' && !hidden);

/** Rolls back and continues need something to answer. */
async function deployWithPause(service: string): Promise<void> {
  const lifecycleHooks = [{ targetType: 'PAUSE' as const, lifecycleStages: ['POST_SCALE_UP' as const] }];
  const deploymentConfiguration = { lifecycleHooks };
  const given = { cluster: 'shop', service, deploymentConfiguration, forceNewDeployment: true };
  await bot.ecs.send(new UpdateServiceCommand(given));
}

test('every change can be tried by whoever may only look: it shows a card with no button, to them alone, and nothing is sent that writes', async () => {
  // Empty, to be deleted.
  await bot.ecs.send(new CreateClusterCommand({ clusterName: 'hands-on-old' }));
  await deployWithPause('api');
  await waitFor('the hook', () =>
    bot.sink.received.some(({ body }) => /waits for a person/.test(JSON.stringify(body))),
  );
  const viewer = () => talk.someone('U0VIEWER');
  // Slack's answer about who they are is kept.
  await talk.typed('whoami', viewer());
  for (const { name, examples } of changes) {
    // A service that waits at a hook.
    const example = name === 'continue' ? 'continue shop/api' : examples[0];
    sent.length = 0;
    const posts = talk.posts().length;
    const { method, body } = await talk.typed(`${example} --dry-run`, viewer());
    expect(
      sent.filter((action) => !reads.test(action)),
      example,
    ).toEqual([]);
    expect(talk.posts().length, example).toBe(posts);
    expect({ method, type: body.response_type }).toEqual({ method: 'response_url', type: 'ephemeral' });
    const shown = JSON.stringify(body);
    expect(body.text, example).toMatch(/^Dry run: .*/);
    expect(shown, example).toMatch(/nothing here can be confirmed/);
    expect(shown, example).not.toMatch(/"type":"(?:actions|button)"/);
  }
});

test('what they could not confirm is said; for an operator it is not', async () => {
  const line = 'scale shop/web 4 --dry-run';
  expect(talk.text(await talk.typed(line, talk.someone('U0VIEWER')))).toMatch(
    /You could not confirm this\. /,
  );
  expect(talk.text(await talk.typed(line))).not.toMatch(/could not/);
  expect(talk.text(await talk.typed('audit', talk.someone()))).not.toMatch(/scale/);
});

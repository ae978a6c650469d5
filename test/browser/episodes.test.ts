import {
  ECSClient,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  StopTaskCommand,
  TagResourceCommand,
  UpdateServiceCommand,
  type UpdateServiceRequest,
} from '@aws-sdk/client-ecs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser, picturesFolder } from '../helpers/browser.ts';
import { startSeenWorld } from '../helpers/seen-world.ts';

const registry = '123456789012.dkr.ecr.us-east-1.amazonaws.com';

let browser: Browser;
let world: Awaited<ReturnType<typeof startSeenWorld>>;
let page: Page;
let ecs: ECSClient;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

beforeEach(async () => {
  world = await startSeenWorld();
  ecs = new ECSClient(world.client);
  page = await browser.newPage({ viewport: { width: 1000, height: 760 } });
  page.setDefaultTimeout(30_000);
  await page.goto(world.slack.url);
});
afterEach(async () => {
  await page?.close();
  ecs?.destroy();
  await world?.close();
});

const story = (service: string) =>
  page
    .getByRole('log', { name: 'Messages' })
    .locator('article:not(.thread_broadcast)')
    .filter({ hasText: service });

/** The channel hears everything of this service, not only problems. */
async function hearEverything(cluster: string, service: string): Promise<void> {
  const resourceArn = `arn:aws:ecs:us-east-1:123456789012:service/${cluster}/${service}`;
  await ecs.send(new TagResourceCommand({ resourceArn, tags: [{ key: 'ecs-bot:notify', value: 'all' }] }));
}

/** A new revision of a service's task definition, rolled out by somebody who does not use the bot. */
async function deploy(
  target: { readonly cluster: string; readonly service: string; readonly family: string },
  image: string,
  dockerLabels: Record<string, string> = {},
  more: Partial<UpdateServiceRequest> = {},
): Promise<void> {
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: target.family,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      executionRoleArn: 'arn:aws:iam::123456789012:role/ecsTaskExecutionRole',
      containerDefinitions: [
        {
          name: target.service,
          image: `${registry}/${image}`,
          essential: true,
          dockerLabels,
          // What stands behind a load balancer has to have its port.
          portMappings: [{ containerPort: 80 }],
        },
      ],
    }),
  );
  const { cluster, service, family } = target;
  await ecs.send(new UpdateServiceCommand({ cluster, service, taskDefinition: family, ...more }));
}

/** Exactly one message tells the story, and it says this. */
async function toldOnce(service: string, ...sentences: (string | RegExp)[]): Promise<void> {
  for (const sentence of sentences) await story(service).getByText(sentence).first().waitFor();
  expect(await story(service).count()).toBe(1);
}

async function picture(name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: `${picturesFolder}${name}.png`, animations: 'disabled' });
}

test('a rolling deployment: the new tasks come, the old ones go, in one plan', async () => {
  await hearEverything('shop', 'api');
  await deploy({ cluster: 'shop', service: 'api', family: 'shop-api' }, 'shop/api:2.0.0');
  await story('shop/api')
    .getByText(/New task/)
    .first()
    .waitFor();
  await picture('episode-rollout-live');
  await toldOnce(
    'shop/api',
    'rolled out',
    'shop-api:1',
    '2.0.1',
    'shop-api:2',
    '2.0.0',
    '2 of 2 new running',
  );
  await story('shop/api')
    .getByText(/Old tasks: 0 draining, 2 stopped/)
    .waitFor();
  await picture('episode-rollout');
});

test('a crash loop with exit code 137: counted in one message, with the rollout that brought it', async () => {
  const target = { cluster: 'hands-on', service: 'hello-world', family: 'hello-world' };
  await deploy(target, 'hello-world:1.0.0', {
    'local.ecs/exit-code': '137',
    'local.ecs/exit-after-seconds': '60',
  });
  await toldOnce(
    'hands-on/hello-world',
    /crash loop, \d+ tasks stopped/,
    /\d+ × it was killed \(exit code 137\)/,
    /Since the rollout/,
    'hello-world:2',
    'ECS starts the next one at once',
  );
  await picture('episode-crash-loop');
}, 60_000);

test('a bad image tag: the circuit breaker gives the rollout up and goes back', async () => {
  await deploy(
    { cluster: 'shop', service: 'api', family: 'shop-api' },
    'shop/api:2.0.2',
    {},
    {
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    },
  );
  await toldOnce(
    'shop/api',
    'the rollout failed and was rolled back',
    /its image does not exist/,
    'ECS says: ECS deployment circuit breaker: tasks failed to start.',
    'Circuit breaker: stopped the rollout',
    'Back to shop-api:1: 2 of 2 running',
  );
  await picture('episode-rollback');
});

test('a scale-out that nobody asked the bot for', async () => {
  await hearEverything('shop', 'worker');
  await ecs.send(new UpdateServiceCommand({ cluster: 'shop', service: 'worker', desiredCount: 4 }));
  await toldOnce('shop/worker', 'scaled 1 → 4', '4 of 4 running', /outside this bot/);
  await picture('episode-scale-out');
});

test('a self-healing: what stopped, who stopped it, and how long it took', async () => {
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster: 'shop', serviceName: 'web' }));
  const [task] = taskArns;
  await ecs.send(new StopTaskCommand({ cluster: 'shop', task, reason: 'host is replaced' }));
  await toldOnce('shop/web', 'a task stopped', /somebody stopped it: host is replaced/, /healed in \d+ s/);
  await picture('episode-healing');
});

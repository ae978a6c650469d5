import { CreateServiceCommand, TagResourceCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { targetFilter } from '../../../src/access/targets.ts';
import { describeServices } from '../../../src/aws/ecs/services.ts';
import { stopTask } from '../../../src/aws/ecs/tasks.ts';
import { readableEcs } from '../../../src/readable/ecs.ts';
import { createVisibility } from '../../../src/readable/visibility.ts';
import {
  everyLine,
  runAs,
  type SearchedAccount,
  startSearchedAccount,
} from '../../helpers/searched-account.ts';

let account: SearchedAccount;
beforeAll(async () => {
  account = await startSearchedAccount(true);
});
afterAll(() => account.close());

describe('a person who may look at a part of a cluster', () => {
  test('by name', async () => {
    const run = runAs(account, 'shop/w*');
    const names = await run('services shop');
    expect(names).toContain('shop/web');
    expect(names).toContain('shop/worker');
    expect(names).not.toContain('shop/api');
    for (const line of [
      'tasks shop',
      'tasks shop --stopped',
      'clusters',
      'watches',
      'audit',
      'why',
      'services',
      'why shop/wub',
    ]) {
      expect(await run(line), line).not.toMatch(/api|hands-on|hello/);
    }
    const whole = runAs(account, 'shop/*');
    expect(await whole('clusters')).toContain('3 services');
    expect(await run('clusters')).toContain('2 services');
    expect(await run(`tasks ${account.loose}`)).toContain('There is no task');
    expect(await run(`logs ${account.stopped.api}`)).toContain('There is no task');
  });

  test('by a pattern of clusters: one with nothing in it for them is not there', async () => {
    const run = runAs(account, '*/hello*');
    expect(await run('clusters')).not.toContain('shop');
    expect(await run('clusters')).toContain('hands-on');
    expect(await run('service shop/web')).toContain('There is no');
    expect(await run('tasks shop')).toContain('There is no');
  });

  test('by a tag of the service, or of its cluster where it has none itself', async () => {
    const tag = (path: string, value: string) =>
      account.ecs.send(
        new TagResourceCommand({
          resourceArn: `arn:aws:ecs:us-east-1:123456789012:${path}`,
          tags: [{ key: 'team', value }],
        }),
      );
    await tag('service/shop/api', 'a');
    await tag('cluster/hands-on', 'a');
    const run = runAs(account, 'tag:team=a');
    const services = await run('services');
    expect(services).toContain('shop/api');
    expect(services).toContain('hands-on/hello-world');
    expect(services).not.toMatch(/shop\/w/);
    expect(await run('tasks shop')).not.toContain('shop-web');
    expect(await run(`tasks ${account.running.api}`)).toContain('shop-api');
    expect(await run('why shop/web')).toContain('There is no service');
    expect(await run('audit')).toContain('hands-on/hello-world');
    expect(await run('audit')).not.toContain('shop/worker');
    await tag('cluster/shop', 'a');
    await tag('service/shop/web', 'b');
    const wider = runAs(account, 'tag:team=a');
    expect(await wider('services')).toContain('shop/worker');
    expect(await wider('services')).not.toContain('shop/web');
  });
});

test('without a grant, or with a file that can’t be read, whatever looks is refused; help and whoami answer', async () => {
  const run = runAs(account, 'shop/*', { who: 'U0BEN', may: 'change' });
  for (const line of everyLine(account)) {
    // The lesson names no target by itself: who may not look at its own is refused where it is shown.
    if (/^(?:help|whoami|hands-on(?: |$))/.test(line) || line.includes('*')) continue;
    const answer = await run(line);
    expect(answer, line).toMatch(
      /You may not run|Usage|does not fit|is not a|one word too many|Only what is named|is not a supported language/,
    );
    expect(answer.replace(/For example: [^"]*|for example [^"]*|Usage[^"]*/g, ''), line).not.toMatch(
      /Did you mean/,
    );
  }
  expect(await run('whoami')).toContain('You may not change anything here');
  expect(await run('help')).toContain('scale');
});

test('where everything may be looked at, nothing costs more', async () => {
  const everything = ['clusters', 'services', 'service shop/web', 'tasks shop', 'images shop/web'];
  const open = runAs(account, '*');
  for (const line of everything) {
    const plain = await account.count(() => account.run(line));
    expect(await account.count(() => open(line)), line).toEqual(plain);
  }
});

test('a client for one who may not look at everything refuses what it does not know, and every change', async () => {
  const run = runAs(account, 'shop/*');
  expect(await run('scale shop/web 5')).toContain('"type":"change"');
  const ecs = readableEcs(account.ecs, createVisibility(account.ecs, targetFilter(['shop/*'])));
  await expect(stopTask(ecs, 'shop', account.running.web!, 'x')).rejects.toThrow(
    /does not know StopTaskCommand/,
  );
  await expect(ecs.send(new CreateServiceCommand({ serviceName: 'x' }))).rejects.toThrow(/does not know/);
  expect(await describeServices(ecs, 'shop', ['web'])).toHaveLength(1);
});

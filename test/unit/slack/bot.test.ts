import type { Logger } from '@aws-lambda-powertools/logger';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readPolicy } from '../../../src/access/policy.ts';
import { workerClients } from '../../../src/aws/clients.ts';
import { readConfig, workerVariables } from '../../../src/config.ts';
import { createBot } from '../../../src/slack/bot.ts';
import { createStores } from '../../../src/store/stores.ts';

/** A bot, with a clock that is passed by hand, whose AWS and Slack answer so; what AWS was asked, and what was logged. */
function botBefore(answer: () => Promise<never>) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const asked: string[] = [];
  const clients = workerClients({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'worker', secretAccessKey: 'secret' },
    requestHandler: {
      handle({ headers }: { readonly headers: Readonly<Record<string, string>> }) {
        asked.push(headers['x-amz-target']?.split('.').at(-1) ?? '');
        return answer();
      },
    },
  });
  const warn = vi.fn();
  const bot = createBot({
    config: readConfig(
      workerVariables,
      Object.fromEntries(
        workerVariables.required.map((name) => [name, name.endsWith('_URL') ? 'https://sqs.invalid/' : '1']),
      ),
    ),
    clients,
    stores: createStores(clients.dynamodb, 'bot', Date.now),
    reading: readPolicy({ grants: [] }, []),
    logger: { warn } as unknown as Logger,
    fetch: answer,
    now: Date.now,
  });
  return { bot, asked, warn };
}

test('the init of a worker does not wait for an AWS that never answers', async () => {
  const { bot, asked, warn } = botBefore(() => new Promise(() => {}));
  const warm = vi.fn();
  const warming = bot.warmUp().then(warm);
  while (asked.length < 3) await new Promise(setImmediate);
  await vi.advanceTimersByTimeAsync(1999);
  expect([...asked].sort()).toEqual(['GetItem', 'GetParameter', 'ListClusters']);
  expect(warm).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await warming;
  expect(warm).toHaveBeenCalledOnce();
  expect(warn).not.toHaveBeenCalled();
});

test('the init of a worker goes on where AWS refuses', async () => {
  const { bot, warn } = botBefore(() => Promise.reject(new Error('no way')));
  await bot.warmUp();
  expect(warn).toHaveBeenCalledOnce();
});

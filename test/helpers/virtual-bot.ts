import { readFileSync } from 'node:fs';
import { format } from 'node:util';
import { test as base, vi } from 'vitest';
import { seededRole } from '../../infra/local/ecs/seed.ts';
import { handsOnParams } from '../../infra/local/world.ts';
import type { Host } from '../simulation/network.ts';
import { createSimulation, type SimulationOptions } from '../simulation/world.ts';
import { converse, lookAt } from './bot.ts';
import { createSlackSink, type SlackSink } from './slack-sink.ts';
import { startTestTime } from './virtual-time.ts';
import type { waitFor as realWaitFor } from './wait-for.ts';

type Options = Partial<Omit<SimulationOptions, 'time' | 'policy'>> & {
  /** The access policy, in place of infra/access.yml. */
  readonly access?: unknown;
};

/**
 * The deployed handlers in the simulated world, in this process, with a Slack that takes everything and lets a test look. Time is virtual: it passes
 * only while somebody waits for something, and then as fast as the machine can.
 */
export async function startVirtualBot({ access, ...options }: Options = {}) {
  const time = startTestTime();
  const fetchBefore = globalThis.fetch;
  const sink = createSlackSink('http://slack.simulated');
  // What the handlers' libraries print is a line of the log as well.
  const { onLog } = options;
  const levels = onLog === undefined ? [] : (['debug', 'log', 'info', 'warn', 'error'] as const);
  const printing = levels.map((level) =>
    vi.spyOn(console, level).mockImplementation((...said) => onLog?.('console', format(...said))),
  );
  const simulation = await time.letPass(
    createSimulation({
      seed: 1,
      speed: 100,
      ...options,
      time: time.clock,
      policy: () => access ?? builtPolicy(),
      params: { ...deployedParams, ...options.params },
      hosts: { 'slack.simulated': sinkHost(sink), ...options.hosts },
    }),
  );
  const given = simulation.clientOptions('test');
  const requestHandler = {
    ...given.requestHandler,
    handle: (request: Parameters<typeof given.requestHandler.handle>[0]) =>
      time.letPass(given.requestHandler.handle(request)),
  };
  const client = { ...given, requestHandler };
  const { waitFor, letPass } = time;
  return {
    ...lookAt({ sink, client, queueUrl: simulation.queueUrl, waitFor }),
    waitFor,
    world: {
      ...simulation,
      functions: { api: { url: 'http://api.simulated' } },
      slack: { ...simulation.slack, url: 'http://slack.simulated' },
    },
    letPass,
    close() {
      globalThis.fetch = fetchBefore;
      time.end();
      for (const level of printing) level.mockRestore();
    },
  };
}

/** Somebody who asks the sink. */
export function sinkHost(sink: SlackSink): Host {
  return ({ url, headers, body }) => sink.take({ path: url.pathname, headers, body });
}

/** As the local world's bot is deployed. */
export const deployedParams = {
  logs: 'on',
  'pass-roles': seededRole('123456789012'),
  ...handsOnParams({ region: 'us-east-1', accountId: '123456789012' }),
};

/** infra/access.yml, as it was built beside the worker. */
export function builtPolicy(): unknown {
  const file = new URL('../../.build/functions/worker/access.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).policy;
}

/** What a test file shares: a bot, and talking to it. There from the file's first hook on. */
export let bot: Awaited<ReturnType<typeof startVirtualBot>>;
export let talk: ReturnType<typeof converse>;

/** As `wait-for.ts` has it, in virtual time. */
export const waitFor: typeof realWaitFor = (...waited) => bot.waitFor(...waited);

/** Tests that share `bot` and `talk`: started before the first of them, closed after the last. */
export function botTest(options: Options = {}) {
  const test = base
    .extend('worldOptions', { scope: 'file' }, options)
    .extend('shared', { scope: 'file', auto: true }, async ({ worldOptions }, { onCleanup }) => {
      bot = await startVirtualBot(worldOptions);
      talk = converse(bot);
      onCleanup(bot.close);
    });
  // In a hook, for it takes a second that is not the first test's.
  test.beforeAll(() => {});
  return test;
}

import { readFileSync } from 'node:fs';
import { ECRClient } from '@aws-sdk/client-ecr';
import { pushLocally } from '../../infra/hands-on/image.ts';
import { serve } from '../../infra/local/http.ts';
import type { SlackOptions } from '../../infra/local/slack/world.ts';
import type { WorldOptions } from '../../infra/local/world.ts';
import { createSimulation } from '../simulation/world.ts';
import { startQuickClock } from './quick-clock.ts';
import { builtPolicy, deployedParams } from './virtual-bot.ts';

/** Pictures for the docs are taken about at the pace of a person who looks on: what is shown for a moment is caught. */
const pace = process.env.PICTURES === 'docs' ? 2 : 8;

/** The simulated world with the page of its Slack on 127.0.0.1: one bot in this process, without threads, dynalite and fauxqs. */
export async function startSeenWorld({ seeds = 'all' }: Pick<WorldOptions, 'seeds'> = {}) {
  const fetchBefore = globalThis.fetch;
  const clock = startQuickClock(pace);
  const server = await serve((request, response) => void simulation.answerSlack(request, response), {
    port: 0,
    variable: 'PORT',
  });
  const simulation = await createSimulation({
    time: clock,
    seed: 1,
    latency: () => 0,
    speed: 10,
    seeds,
    policy: builtPolicy,
    params: deployedParams,
    // As pictures show it in a shell's command.
    awsUrl: 'http://127.0.0.1:4566',
    slack: {
      ...builtSlackApp(),
      url: server.url,
      pushImage: (repository) => {
        const ecr = new ECRClient(simulation.clientOptions('page'));
        return pushLocally({ clients: { ecr }, isLocal: true }, repository);
      },
    },
  });
  return {
    slack: { url: server.url },
    now: clock.now,
    client: simulation.clientOptions('test'),
    async close() {
      clock.end();
      globalThis.fetch = fetchBefore;
      await server.close();
    },
  };
}

/** What the build wrote about the Slack app. */
function builtSlackApp(): Partial<SlackOptions> {
  return JSON.parse(readFileSync(new URL('../../.build/slack-app.json', import.meta.url), 'utf8'));
}

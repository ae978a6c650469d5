import { readFileSync } from 'node:fs';
import { realClock } from '../../infra/local/clock.ts';
import { serve } from '../../infra/local/http.ts';
import type { SlackOptions } from '../../infra/local/slack/world.ts';
import { createSimulation } from '../simulation/world.ts';
import { builtPolicy } from './virtual-bot.ts';

/**
 * The simulated world in real time, with the page of its Slack on 127.0.0.1: one bot in this process, without threads, dynalite and fauxqs. `speed`
 * divides the durations of the tasks' life cycles.
 */
export async function startSeenWorld({ speed = 10 } = {}) {
  const fetchBefore = globalThis.fetch;
  let hasEnded = false;
  const clock = {
    now: realClock.now,
    after: (ms: number, run: () => void) => realClock.after(ms, () => hasEnded || run()),
  };
  const server = await serve((request, response) => void simulation.answerSlack(request, response), {
    port: 0,
    variable: 'PORT',
  });
  const simulation = await createSimulation({
    time: clock,
    seed: 1,
    latency: () => 0,
    speed,
    policy: builtPolicy,
    slack: { ...builtSlackApp(), url: server.url },
  });
  return {
    slack: { url: server.url },
    client: simulation.clientOptions('test'),
    async close() {
      hasEnded = true;
      globalThis.fetch = fetchBefore;
      await server.close();
    },
  };
}

/** What the build wrote about the Slack app. */
function builtSlackApp(): Partial<SlackOptions> {
  return JSON.parse(readFileSync(new URL('../../.build/slack-app.json', import.meta.url), 'utf8'));
}

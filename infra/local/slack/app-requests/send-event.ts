import type { SlackWorld } from '../slack-world.ts';
import { randomId } from '../state/random-id.ts';
import { localIds } from '../workspace/local-ids.ts';
import { type AppAnswer, sendToApp } from './send-to-app.ts';
import { verificationToken } from './verification-token.ts';

/** Milliseconds before the first, second and third retry. */
const retryDelays = [0, 60_000, 300_000];

/** Sends an Events API event if the app subscribed to its type, with Slack's three retries. */
export async function sendEvent(
  world: SlackWorld,
  event: Readonly<Record<string, unknown>> & { readonly type: string },
  subscription = event.type,
): Promise<void> {
  if (!world.app.events.includes(subscription)) return;
  const { team } = world.workspace;
  const body = JSON.stringify({
    ...{ token: verificationToken, team_id: team.id, context_team_id: team.id, context_enterprise_id: null },
    ...{ api_app_id: world.app.id, event, type: 'event_callback' },
    ...{ event_id: randomId('Ev', 9), event_time: Math.floor(world.clock.now() / 1000) },
    authorizations: [
      {
        ...{ enterprise_id: null, team_id: team.id, user_id: localIds.bot },
        ...{ is_bot: true, is_enterprise_install: false },
      },
    ],
    ...{ is_ext_shared_channel: false, event_context: `4-${randomId('', 20)}` },
  });
  let answer = await sendToApp(world, body, 'application/json');
  for (const [index, delay] of retryDelays.entries()) {
    if (!asksForRetry(answer)) return;
    await new Promise<void>((resolve) => void world.clock.after(delay, resolve));
    answer = await sendToApp(world, body, 'application/json', {
      'x-slack-retry-num': String(index + 1),
      'x-slack-retry-reason': reasonOf(answer),
    });
  }
}

function asksForRetry(answer: AppAnswer): boolean {
  return answer.kind !== 'ok' && !(answer.kind === 'http_error' && answer.noRetry);
}

function reasonOf(answer: AppAnswer): string {
  if (answer.kind === 'timeout') return 'http_timeout';
  return answer.kind === 'http_error' ? 'http_error' : 'connection_failed';
}

import type { SlackWorld } from '../slack-world.ts';
import { type AppAnswer, sendToApp } from './send-to-app.ts';

/** Sends an interaction payload as Slack does: a form whose only field is the JSON. */
export function sendPayload(
  world: SlackWorld,
  payload: Readonly<Record<string, unknown>>,
): Promise<AppAnswer> {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return sendToApp(world, body, 'application/x-www-form-urlencoded');
}

import type { IncomingMessage } from 'node:http';
import type { SlackWorld } from '../slack-world.ts';
import type { Arguments } from './arguments.ts';
import type { Method } from './method.ts';
import { SlackApiError } from './slack-api-error.ts';

/** Token and scope: `not_authed`, `invalid_auth`, `missing_scope`. The token comes as Bearer or as an argument. */
export function authorize(
  world: SlackWorld,
  method: Method,
  request: IncomingMessage,
  args: Arguments,
): void {
  if (method.scope === 'none') return;
  const token = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? args.optional('token');
  if (token === undefined) throw new SlackApiError('not_authed');
  if (token !== world.app.botToken()) throw new SlackApiError('invalid_auth');
  if (method.scope !== undefined && !world.app.scopes.includes(method.scope)) {
    throw new SlackApiError('missing_scope', { needed: method.scope, provided: world.app.scopes.join(',') });
  }
}

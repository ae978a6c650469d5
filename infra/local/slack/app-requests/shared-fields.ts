import type { SlackWorld } from '../slack-world.ts';
import { verificationToken } from './verification-token.ts';

/** What every interaction payload starts with: who, where from, for which app. */
export function sharedFields(world: SlackWorld, user: string): Record<string, unknown> {
  const { team, people } = world.workspace;
  const person = people.get(user);
  return {
    user: { id: user, username: person?.name, name: person?.name, team_id: person?.teamId ?? team.id },
    api_app_id: world.app.id,
    token: verificationToken,
    team: { id: team.id, domain: team.domain },
    enterprise:
      world.options.enterpriseId === undefined ? null : { id: world.options.enterpriseId, name: 'Local' },
    is_enterprise_install: false,
  };
}

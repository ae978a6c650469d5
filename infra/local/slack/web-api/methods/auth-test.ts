import { localIds } from '../../workspace/local-ids.ts';
import type { Method } from '../method.ts';

/** https://docs.slack.dev/reference/methods/auth.test */
export const authTest: Method = {
  rates: () => [],
  run({ world }) {
    const { team, people } = world.workspace;
    return {
      ...{ url: `${world.url()}/`, team: team.name, user: people.get(localIds.bot)?.name },
      ...{ team_id: team.id, user_id: localIds.bot, bot_id: localIds.botId, is_enterprise_install: false },
    };
  },
};

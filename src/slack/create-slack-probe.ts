import type { WebClient } from '@slack/web-api';
import pMap from 'p-map';
import type { SlackProbe } from '../doctor/slack-probe.ts';
import { slackErrorCode, slackRefusal } from './errors.ts';
import { readPerson } from './read-person.ts';

/** Slack lets ask for user groups only twenty times a minute. */
const atOnce = 4;

/** Asks Slack what `/ecs doctor` wants to know, by calls that no one sees. */
export function createSlackProbe(web: WebClient, teamId: string): SlackProbe {
  return {
    async whoAmI() {
      try {
        const { team_id = '', team = '', response_metadata } = await web.auth.test();
        return { teamId: team_id, team, scopes: response_metadata?.scopes };
      } catch (error) {
        const refusal = slackRefusal(error);
        if (refusal === undefined) throw error;
        return { error: refusal.code };
      }
    },
    async knowsChannel(channel) {
      // There is no message of that time: `message_not_found` says that there is the channel.
      const answer = web.chat.getPermalink({ channel, message_ts: '1000000000.000001' });
      return !(await failsWith(answer, new Set(['channel_not_found'])));
    },
    async unknownIds(ids) {
      const unknown = await pMap(
        ids,
        async (id) => {
          if (!id.startsWith('S')) return (await readPerson(web, teamId, id)).standing === 'stranger';
          return failsWith(web.usergroups.users.list({ usergroup: id }), new Set(['no_such_subteam']));
        },
        { concurrency: atOnce },
      );
      return ids.filter((_, index) => unknown[index]);
    },
  };
}

/** Whether Slack refuses with one of these codes. */
async function failsWith(answer: Promise<unknown>, codes: ReadonlySet<string>): Promise<boolean> {
  try {
    await answer;
    return false;
  } catch (error) {
    const code = slackErrorCode(error);
    if (code !== undefined && codes.has(code)) return true;
    if (code === 'message_not_found') return false;
    throw error;
  }
}

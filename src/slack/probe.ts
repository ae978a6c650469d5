import type { WebClient } from '@slack/web-api';
import pMap from 'p-map';
import type { SlackProbe } from '../doctor/check.ts';
import type { SlackDirectory } from './directory.ts';
import { slackErrorCode, slackFailure, slackRefusal } from './errors.ts';

const atOnce = 4;
/** Slack lets the whole workspace ask for user groups only twenty times a minute: access needs these for people who wait. */
const mostGroups = 4;

/** Asks Slack what `/ecs doctor` wants to know, by calls that no one sees. */
export function createSlackProbe(web: WebClient, directory: SlackDirectory): SlackProbe {
  return {
    async whoAmI() {
      try {
        const { team_id = '', team = '', response_metadata } = await web.auth.test();
        return { teamId: team_id, team, scopes: response_metadata?.scopes };
      } catch (error) {
        const refusal = slackRefusal(error);
        if (refusal === undefined) throw error;
        return { error: refusal.code, ofToken: refusal.kind === 'token' };
      }
    },
    async knowsChannel(channel) {
      // There is no message of that time: `message_not_found` says that there is the channel.
      const answer = web.chat.getPermalink({ channel, message_ts: '1000000000.000001' });
      return !(await failsWith(answer, new Set(['channel_not_found'])));
    },
    async unknownIds(ids) {
      let left = mostGroups;
      const known = await pMap(ids, (id) => isKnown(id), { concurrency: atOnce });
      return {
        unknown: ids.filter((_, index) => known[index] === false),
        unasked: known.filter((each) => each === undefined).length,
      };

      /** Undefined where Slack was not asked, or limits us. */
      async function isKnown(id: string): Promise<boolean | undefined> {
        try {
          if (!id.startsWith('S')) return (await directory.person(id)).standing !== 'stranger';
          const lately = await directory.knownGroup(id);
          if (lately !== undefined || left <= 0) return lately;
          left -= 1;
          return await directory.isGroup(id);
        } catch (error) {
          if (slackFailure(error)?.kind === 'wait') return undefined;
          throw error;
        }
      }
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

import type { DoctorWorld } from '../doctor-world.ts';
import type { Finding } from '../finding.ts';

/** Is there a default channel, and does Slack know it? Whether the bot may post there only a post could tell, and none is made. */
export async function checkChannel({ slack, defaultChannel: channel }: DoctorWorld): Promise<Finding[]> {
  if (channel === '') return [{ level: 'WARN', code: 'channelUnset' }];
  return (await slack.knowsChannel(channel))
    ? [{ level: 'OK', code: 'channelKnown', channel }]
    : [{ level: 'FAIL', code: 'channelUnknown', channel }];
}

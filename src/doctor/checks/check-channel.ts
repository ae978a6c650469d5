import type { DoctorWorld } from '../doctor-world.ts';
import type { Finding } from '../finding.ts';

/** Is there a default channel, and does Slack know it? Whether the bot may post there only a post could tell, and none is made. */
export async function checkChannel({ slack, defaultChannel, alarmTopic }: DoctorWorld): Promise<Finding[]> {
  return [
    await judgeChannel(slack, defaultChannel),
    alarmTopic === ''
      ? { level: 'OK', code: 'alarmsInSlackOnly' }
      : { level: 'OK', code: 'alarmsInTopicToo', topic: alarmTopic.split(':').at(-1) ?? alarmTopic },
  ];
}

async function judgeChannel(slack: DoctorWorld['slack'], channel: string): Promise<Finding> {
  if (channel === '') return { level: 'WARN', code: 'channelUnset' };
  return (await slack.knowsChannel(channel))
    ? { level: 'OK', code: 'channelKnown', channel }
    : { level: 'FAIL', code: 'channelUnknown', channel };
}

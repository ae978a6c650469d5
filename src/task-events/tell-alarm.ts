import { alarmView } from '../views/episode/alarm-view.ts';
import { channelWords } from './channel-words.ts';
import type { AlarmChange } from './incoming.ts';
import { tellOnce } from './tell-once.ts';
import type { World } from './world.ts';

/**
 * Posts one message in the default channel for an alarm's change. A repeated or older change is not told. Without a
 * default channel it is logged.
 * @throws Error when Slack did not take it: the queue brings the event again
 */
export async function tellAlarm(world: World, alarm: AlarmChange): Promise<void> {
  const channel = world.defaultChannel;
  if (channel === '') {
    // Nobody hears of it here: the log does, and the topic that the deployment may name.
    world.logger.error('An alarm has no channel to be told in: deploy with --default-channel', { alarm });
    return;
  }
  const message = alarmView(alarm, (await channelWords(world))(channel));
  await tellOnce(world, { pk: `alarm#${alarm.name}`, at: alarm.at, channel, message });
}

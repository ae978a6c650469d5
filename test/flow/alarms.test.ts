import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { EventBridgeEvent } from '../../infra/local/events/bus.ts';
import { readService } from '../../infra/local/serverless/service.ts';
import { ja } from '../../src/messages/ja/index.ts';
import { alarms as inJapanese } from '../../src/messages/ja/notifications.ts';
import { bot, botTest, startVirtualBot, waitFor } from '../helpers/virtual-bot.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const fixture: EventBridgeEvent & { detail: { state: object } } = JSON.parse(
  readFileSync(`${root}test/fixtures/events/alarm.json`, 'utf8'),
);
const alarms = Object.values(readService({ root, stage: 'local', region: 'us-east-1', params: {} }).resources)
  .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
  .map(({ Properties }) => ({
    name: String(Properties.AlarmName),
    description: String(Properties.AlarmDescription),
  }));

/** What CloudWatch hands to EventBridge when an alarm changes. */
function changed({ name, description }: (typeof alarms)[number], to: 'ALARM' | 'OK', at: string) {
  const value = (state: string) => ({ value: state, reason: 'Threshold Crossed', timestamp: at });
  return {
    ...fixture,
    detail: {
      alarmName: name,
      configuration: { description },
      state: value(to),
      previousState: value(to === 'OK' ? 'ALARM' : 'OK'),
    },
  };
}

const logs: string[] = [];
const putEvent = (event: EventBridgeEvent) => bot.letPass(bot.world.putEvent(event));
const texts = (name: string) =>
  bot.sink.received
    .filter(({ method, body }) => method === 'chat.postMessage' && String(body.text).includes(`\`${name}\``))
    .map(({ to, body }) => `${to} ${body.text}`);

const test = botTest({ onLog: (_, line) => logs.push(line) });

test('each means something in Japanese too, and Japanese has no other', () => {
  expect(alarms.map(({ name }) => name.replace('ecs-ops-bot-local-', '')).sort()).toEqual(
    Object.keys(inJapanese).sort(),
  );
  for (const { name, description } of alarms) {
    expect(ja.episodes.alarm.ALARM(name, description, '')).not.toContain(description);
  }
});

test('each alarm reaches the default channel once, says what to do, and says when it is over', async () => {
  for (const alarm of alarms) {
    const rung = changed(alarm, 'ALARM', '2026-11-23T11:00:00.000+0000');
    await bot.letPass(Promise.all([bot.world.putEvent(rung), bot.world.putEvent(rung)]));
  }
  for (const alarm of alarms) await waitFor(alarm.name, () => texts(alarm.name)[0]);
  // Where both came at once, one of them comes again once its visibility ends.
  const left = () => {
    const { visible, inFlight } = bot.world.queue('events');
    return visible.length + inFlight.length;
  };
  await waitFor('the second of each', () => left() === 0, 900_000);
  for (const alarm of alarms) await putEvent(changed(alarm, 'OK', '2026-11-23T11:05:00.000+0000'));
  for (const { name, description } of alarms) {
    await waitFor(`the end of ${name}`, () => texts(name)[1]);
    expect(texts(name)).toEqual([
      `C0LOCAL0OPS :rotating_light: Alarm \`${name}\`: ${description}\nThreshold Crossed`,
      `C0LOCAL0OPS :white_check_mark: Alarm \`${name}\` is over.`,
    ]);
  }
});

test('an alarm of somebody else’s is not told', async () => {
  const theirs = changed({ name: 'shop-errors', description: 'Theirs.' }, 'ALARM', '2026-11-23T11:00:00Z');
  await putEvent(theirs);
  const [first] = alarms;
  await putEvent(changed(first!, 'ALARM', '2026-11-23T11:10:00.000+0000'));
  await waitFor('the alarm behind it', () => texts(first!.name)[2]);
  expect(texts('shop-errors')).toEqual([]);
});

test('without a default channel an alarm is an error in the log, and the event is done', async () => {
  bot.close();
  const silent = await startVirtualBot({
    params: { 'default-channel': '' },
    onLog: (_, line) => logs.push(line),
  });
  const [first] = alarms;
  await silent.letPass(silent.world.putEvent(changed(first!, 'ALARM', '2026-11-23T11:00:00.000+0000')));
  await silent.waitFor('the log', () =>
    logs.find((line) => line.includes('no channel to be told in') && line.includes(first!.name)),
  );
  expect(silent.sink.received.filter(({ method }) => method === 'chat.postMessage')).toEqual([]);
  silent.close();
});

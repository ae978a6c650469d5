import { expect, test } from 'vitest';
import { type Delivery, newDelivery, newRecord } from '../../../src/episodes/record.ts';
import { en } from '../../../src/messages/en/index.ts';
import type { SendResult } from '../../../src/task-events/queue.ts';
import { render } from '../../../src/task-events/send-plan.ts';
import { noteSent } from '../../../src/task-events/send-result.ts';

const target = { cluster: 'shop', service: 'web' };

/** What becomes of a delivery that `late` sent for, when the lease is another's by now. */
function afterwards(delivery: Partial<Delivery>, result: SendResult) {
  const lease = { holder: 'newer', until: 100 };
  const known = { ...newDelivery('C1'), tries: 2, lease, ...delivery };
  const record = { ...newRecord(target), version: 9, deliveries: [known] };
  const rendered = render(record.episode, en, true);
  const sent = { id: { number: 0, channel: 'C1' }, version: 3, holder: 'late', rendered, result, now: 50 };
  return { known, noted: noteSent(record, sent, () => en, true).deliveries[0] };
}

test('who lost the lease says nothing of what is shown: the newer one’s word stands, and so does its lease', () => {
  const shown = { ts: '1.1', sentDigest: 'newer', sentVersion: 8 };
  for (const result of [
    { type: 'sent', ts: '1.1' },
    { type: 'later', error: 'HTTP 500' },
    { type: 'unknown', error: 'timeout' },
    { type: 'gone', error: 'message_not_found' },
  ] satisfies SendResult[]) {
    const { known, noted } = afterwards(shown, result);
    expect(noted).toEqual(known);
  }
});

test('but where the message is not known yet, its post is the message', () => {
  const { known, noted } = afterwards({}, { type: 'sent', ts: '1.1' });
  expect(noted).toEqual({ ...known, ts: '1.1', notified: 'told' });
});

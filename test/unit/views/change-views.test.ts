import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Change } from '../../../src/changes/change.ts';
import { en } from '../../../src/messages/en/index.ts';
import { ja } from '../../../src/messages/ja/index.ts';
import { cardView, dryRunView } from '../../../src/views/changes/card.ts';
import { cancelledView, startedView } from '../../../src/views/changes/results.ts';
import { problemText } from '../../../src/views/problem.ts';
import { expectSafe, hostileText } from '../../helpers/hostile.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const count = fc.integer({ min: 0, max: 10_000 });
const target = fc.record({ cluster: hostileText, service: hostileText });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    type: fc.constant('scale' as const),
    target,
    before: fc.record({ desiredCount: count, runningCount: count }),
    after: fc.record({ desiredCount: count }),
  }),
  fc.record({
    type: fc.constant('stop-task' as const),
    target: fc.oneof(target, fc.record({ cluster: hostileText, task: hostileText })),
    taskArn: hostileText,
    before: fc.record(
      {
        runningCount: count,
        desiredCount: count,
        taskDefinition: hostileText,
        startedAt: fc.constant('2026-11-23T11:00:00Z'),
        zone: hostileText,
      },
      { requiredKeys: ['runningCount', 'desiredCount', 'taskDefinition'] },
    ),
  }),
);

test('a card, whatever its change names', () => {
  fc.assert(
    fc.property(change, fc.boolean(), (given, stale) => {
      const card = {
        id: '0b7c',
        line: 'scale shop/web 4',
        change: given,
        askedBy: 'U1',
        channelId: 'C1',
        askedAt: '2026-11-23T12:00:00Z',
        expiresAt: now / 1000 + 600,
      };
      for (const messages of [en, ja]) {
        const message = cardView(card, messages, { now, stale });
        expectSafe(message);
        expect(JSON.stringify(message.blocks)).toContain('"value":"confirm 0b7c"');
      }
    }),
  );
});

test('a dry run, whatever its change names and whatever is in its way: nothing to press', () => {
  fc.assert(
    fc.property(change, fc.option(hostileText, { nil: undefined }), (given, because) => {
      for (const messages of [en, ja]) {
        const shown = { change: given, ...(because !== undefined && { because }), approval: 'tag' } as const;
        const refused = problemText({ code: 'noHandsOn' }, messages);
        const message = dryRunView(shown, refused, messages, now);
        expectSafe(message);
        expect(message.blocks.map(({ type }) => type)).not.toContain('actions');
        expect(JSON.stringify(message.blocks)).not.toMatch(/"(?:value|action_id)":/);
      }
    }),
  );
});

test('what became of it, whatever AWS says', () => {
  const result = fc.constantFrom('applied', 'failed', 'unknown');
  const link = fc.constantFrom(undefined, 'https://shop.slack.com/archives/C1/p1');
  fc.assert(
    fc.property(change, result, hostileText, link, (given, came, reason, where) => {
      for (const messages of [en, ja]) {
        expectSafe(startedView(given, { result: came, reason, at: '2026-11-23T12:00:00Z' }, where, messages));
        expectSafe(cancelledView(given, messages));
      }
    }),
  );
});

import { expect, test } from 'vitest';
import type { AuditEntry } from '../../../src/changes/audit.ts';
import type { Intent, Refused } from '../../../src/changes/card.ts';
import { en } from '../../../src/messages/en/index.ts';
import { ja } from '../../../src/messages/ja/index.ts';
import { quote } from '../../../src/messages/mrkdwn.ts';
import { auditLine } from '../../../src/views/replies/audit.ts';
import recorded from '../../fixtures/stored/0.1.0.json' with { type: 'json' };

/** Slack shows a person only for `<@U…>`. */
const bareId = /(?<!<@)\b[UW]0[A-Z0-9]{6,}\b/;

test.each([
  ['Stopped from Slack by U0OPERATOR', 'Stopped from Slack by U0OPERATOR'],
  ['Drill from Slack by W0DEPUTY01', 'Drill from Slack by W0DEPUTY01'],
  ['Stopped from Slack by <@U0OPERATOR>', 'Stopped from Slack by &lt;@U0OPERATOR&gt;'],
  ['Stopped from Slack by <!channel>', 'Stopped from Slack by &lt;!channel&gt;'],
])('anybody may give ECS any reason, so %j names nobody: %j', (reason, shown) => {
  expect(quote(reason)).toBe(shown);
});

/** DynamoDB's JSON as the value that it stands for. */
function plain(item: unknown): unknown {
  const [type = '', value] = Object.entries(item as object)[0] ?? [];
  if (type !== 'M') return type === 'N' ? Number(value) : value;
  return Object.fromEntries(Object.entries(value as object).map(([key, each]) => [key, plain(each)]));
}
type Item = { readonly sk: { readonly S: string }; readonly value: object };
const tables = recorded.tables as never as readonly {
  readonly table: string;
  readonly items: readonly Item[];
}[];
const items = tables.flatMap((each) => (each.table === 'audit' ? each.items : []));
const entries = items.flatMap(({ sk, value }): AuditEntry[] => {
  if (sk.S === 'refused') return [{ kind: 'refused', refused: plain(value) as Refused }];
  return sk.S === 'intent' ? [{ kind: 'change', intent: plain(value) as Intent }] : [];
});

test.each([
  ['English', en],
  ['Japanese', ja],
] as const)(
  'every record that 0.1.0 wrote names its people and says in words what it was, in %s',
  (_, messages) => {
    expect(entries.length).toBeGreaterThan(3);
    for (const entry of entries) {
      const line = auditLine(entry, messages);
      expect(line).not.toMatch(bareId);
      expect(line).not.toMatch(/undefined|NaN|\[object|[0-9a-f]{32}/);
      expect(line).not.toMatch(/\b(?:noGrant|limit|standing|noPolicy)\b/);
    }
  },
);

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { type AccessDecision, decideAccess } from '../../../src/access/access.ts';
import { readPolicy } from '../../../src/access/policy.ts';
import { type AccessRequest, patternTarget } from '../../../src/access/targets.ts';
import { commands, grantableCommands } from '../../../src/commands/registry.ts';

const text = readFileSync(fileURLToPath(new URL('../../../docs/access.md', import.meta.url)), 'utf8');
const policy = readPolicy(parse(/```yaml\n([^`]*)```/.exec(text)?.[1] ?? ''), grantableCommands(commands));
const [, table = ''] = /\| who \| asks \|[^\n]*\n[^\n]*\n((?:\|[^\n]*\n)+)/.exec(text) ?? [];
const rows = table
  .trim()
  .split('\n')
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/** `U0CARL` in `C0SHOP` | scale up to 4 | `shop/api` | tag `a=b`, or Mon 09:00 in Berlin, or deployment */
function requestOf([who = '', asks = '', on = '', other = '']: string[]): AccessRequest {
  const [userId = '', second] = [...who.matchAll(/`(\w+)`/g)].map(([, id]) => id ?? '');
  const [, command = '', count] = /^(\S+).*?(\d+)?$/.exec(asks) ?? [];
  const [, key, value = ''] = /^tag `(.*?)=(.*)`$/.exec(other) ?? [];
  const [, day = 'Tue', hour = '12'] = /^(\w{3}) (\d\d):00$/.exec(other) ?? [];
  // 2026-11-23 is a Monday, and Berlin an hour ahead.
  const now = Date.UTC(
    2026,
    10,
    23 + ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(day),
    Number(hour) - 1,
  );
  const effect = {
    ...(asks.includes('up to') && { raisedTo: Number(count) }),
    ...(asks.includes('leaving') && { leaves: Number(count) }),
    ...(other === 'deployment' && { unsafe: 'deployment' as const }),
  };
  return {
    userId,
    groups: who.includes('of') && second ? [second] : [],
    now,
    effect,
    channelId: who.includes('in') && second ? second : 'D0CARL',
    kind: command === 'read' ? 'read' : command === 'mute' ? 'setting' : 'change',
    commands: command === 'drill' ? ['drill', 'stop-task'] : [command],
    target: { ...patternTarget(on.replaceAll('`', '')), tags: key === undefined ? {} : { [key]: value } },
  };
}

function answerOf(decision: AccessDecision): string {
  if (decision.allowed) {
    const by = decision.grant ? `, by ${decision.grant.name}` : '';
    return `yes${by}${decision.approval ? ', with a second person' : ''}`;
  }
  const { denial } = decision;
  if (denial.why === 'noGrant') return `no grant; ask ${denial.askable.join(', ')}`;
  if (denial.why === 'maxTag')
    return `no, tag: ${denial.most === undefined ? 'no raise' : `at most ${denial.most}`}`;
  if (denial.why !== 'limit') return denial.why;
  const { limit, grant } = denial;
  const said = {
    'max-desired': () => `at most ${'most' in limit ? limit.most : ''}`,
    'min-running': () => `at least ${'least' in limit ? limit.least : ''}`,
    families: () => `${'name' in limit ? limit.name : ''} is of another family`,
    repositories: () => `not from ${'name' in limit ? limit.name : ''}`,
    unsafe: () => `not during a ${'what' in limit ? limit.what : ''}`,
    hours: () => ('text' in limit ? limit.text : ''),
  };
  return `no, ${grant}: ${said[limit.type]()}`;
}

test('the policy of the examples is one', () => {
  expect(policy.type).toBe('policy');
  expect(rows.length).toBeGreaterThan(15);
});

test.each(rows)('%s: %s on %s %s: %s', (...row) => {
  expect(answerOf(decideAccess(policy, requestOf(row)))).toBe(row[4]);
});

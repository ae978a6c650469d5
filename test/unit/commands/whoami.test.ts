import { expect, test } from 'vitest';
import { createAccess } from '../../../src/access/access.ts';
import { type PolicyReading, readPolicy } from '../../../src/access/policy.ts';
import type { CommandContext } from '../../../src/commands/line/command.ts';
import { whoami } from '../../../src/commands/whoami.ts';
import { en } from '../../../src/messages/en/index.ts';
import { replyView } from '../../../src/views/replies/index.ts';

const now = () => Date.parse('2026-11-23T12:00:00Z');

/** What U0ANNA, who is in S0ONCALL, reads; without the headline. */
async function reads(reading: PolicyReading, channelId = 'D0ANNA'): Promise<string> {
  const access = createAccess({
    reading,
    now,
    directory: {
      person: async () => ({ standing: 'member', locale: 'en-US' }),
      groupsOf: async (_, ids) => ids.filter((id) => id === 'S0ONCALL'),
    },
  });
  const caller = { teamId: 'T1', userId: 'U0ANNA', channelId };
  // It asks nothing of AWS, nor of any table.
  const { type, ...outcome } = await whoami.run({}, { access, caller, now } as unknown as CommandContext);
  if (type !== 'reply' || !('reply' in outcome)) throw new Error('whoami answers');
  return replyView(outcome.reply, en, { now: now(), shared: false }).text.replace('What you may do\n', '');
}
const policy = (file: object) => readPolicy(file, ['scale', 'stop-task']);
const limited = {
  name: 'nights',
  who: ['S0ONCALL', 'U0BEN', 'everyone'],
  may: ['scale', 'stop-task'],
  on: ['shop/*', 'tag:team=a'],
  'max-desired': 6,
  'min-running': 1,
  hours: 'Mon 22:00-06:00 UTC',
  approval: 'second-person',
};
const tags = 'A tag `ecs-bot:protected=true` or `ecs-bot:max=…` of a service or its cluster narrows this.';

test('by which grants, for what reason, within which limits', async () => {
  const elsewhere = { who: 'C0OPS', may: 'change', on: '*' };
  expect(await reads(policy({ grants: [limited, elsewhere] }))).toBe(
    [
      '<@U0ANNA>, member of the workspace and of <!subteam^S0ONCALL>',
      '*nights*: `scale`, `stop-task` on `shop/*`, `tag:team=a`',
      'for <!subteam^S0ONCALL>, everyone  ·  at most 6 tasks  ·  at least 1 healthy task left, no stop during a deployment or of a protected task  ·  `Mon 22:00-06:00 UTC`, *not now*  ·  a second person has to approve',
      `Looking is open to every member of the workspace.  ·  ${tags}`,
    ].join('\n'),
  );
  expect(await reads(policy({ grants: [limited, elsewhere] }), 'C0OPS')).toContain(
    '*grant 2*: `change` on `*`\nfor anybody in <#C0OPS>',
  );
});

test('who may change something, where they may not', async () => {
  const grants = [
    { who: 'U0ANNA', may: 'read', on: 'shop/*' },
    { who: ['U0BEN', 'S0OTHER'], may: 'scale', on: 'secret/*' },
    { who: 'U0READER', may: 'read', on: '*' },
  ];
  const text = await reads(policy({ reads: 'granted', grants }));
  expect(text).toContain(
    'You may not change anything here.\nYou may look at what your grants name, and at nothing else.',
  );
  // Where looking needs a grant, who has which is no news for everybody.
  expect(text).not.toMatch(/secret|READER|OTHER|BEN/);
  expect(await reads(policy({ grants }))).toContain(
    'You may not change anything here. These may: <!subteam^S0OTHER>, <@U0BEN>.',
  );
  expect(await reads(policy({ grants: [] }))).toContain(
    'neither may anybody else: `infra/access.yml` grants nothing.',
  );
});

test('what is wrong with the access file', async () => {
  const wrong =
    'Nobody may change anything or look at anything, because the access file `infra/access.yml` can’t be used: grants: it is missing; write a list of grants, [] for none.';
  expect(await reads(policy({}))).toBe(`<@U0ANNA>, member of the workspace\n${wrong}`);
  const absent = { type: 'unusable', problem: 'there is no access file.', absent: true } as const;
  expect(await reads(absent)).toContain('Nobody may change anything, because the access file');
});
